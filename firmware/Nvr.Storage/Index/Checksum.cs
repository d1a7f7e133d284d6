using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nvr.Storage.Index;

/// <summary>
/// FNV-1a, 32 bit, behind each packed blob: SQLite's own checks see broken pages, not a flipped bit inside a blob.
/// </summary>
internal static class Checksum
{
    public const int Bytes = 4;

    public static byte[] Seal(List<byte> content)
    {
        uint sum = Of(CollectionsMarshal.AsSpan(content));
        byte[] sealedBlob = new byte[content.Count + Bytes];
        content.CopyTo(sealedBlob);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedBlob.AsSpan(content.Count), sum);
        return sealedBlob;
    }

    public static bool TryOpen(ReadOnlySpan<byte> blob, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (blob.Length < Bytes)
        {
            return false;
        }
        content = blob[..^Bytes];
        return BinaryPrimitives.ReadUInt32LittleEndian(blob[^Bytes..]) == Of(content);
    }

    private static uint Of(ReadOnlySpan<byte> content)
    {
        uint hash = 2166136261;
        foreach (byte value in content)
        {
            hash = (hash ^ value) * 16777619;
        }
        return hash;
    }
}
