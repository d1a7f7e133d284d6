using System.Security.Cryptography;

namespace Nvr.Storage.Pictures;

/// <summary>
/// Tells a whole picture from a damaged one: behind the JPEG's end, where no viewer looks, stand four letters and the first eight bytes of its SHA-256. Pure; any thread.
/// </summary>
internal static class PictureSeal
{
    private const int HashBytes = 8;

    private static ReadOnlySpan<byte> Letters => "NVRP"u8;

    public static byte[] Close(ReadOnlySpan<byte> jpeg) => [.. jpeg, .. Letters, .. SHA256.HashData(jpeg).AsSpan(0, HashBytes)];

    /// <summary>The picture; null when it is not as it was put there.</summary>
    public static byte[]? Open(byte[] file)
    {
        int length = file.Length - Letters.Length - HashBytes;
        if (length < 0 || !file.AsSpan(length, Letters.Length).SequenceEqual(Letters))
        {
            return null;
        }
        ReadOnlySpan<byte> jpeg = file.AsSpan(0, length);
        return SHA256.HashData(jpeg).AsSpan(0, HashBytes).SequenceEqual(file.AsSpan(length + Letters.Length)) ? jpeg.ToArray() : null;
    }
}
