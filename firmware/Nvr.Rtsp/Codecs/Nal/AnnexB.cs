using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>Finds NAL units in byte streams with start codes. RTP should not carry them; some cameras do.</summary>
internal static class AnnexB
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    // Bytes whose pairs are looked at together.
    private const int Step = 64;

    public static bool HasStartCode(ReadOnlySpan<byte> bytes)
    {
        // Every NAL unit is searched to its end. Two zeros in a row are rare in coded pictures: only where there are some is the third looked at.
        var at = 0;
        for (; at + Step < bytes.Length; at += Step)
        {
            if (HasZeroPair(bytes[at..]) && bytes.Slice(at, Math.Min(Step + StartCode.Length - 1, bytes.Length - at)).IndexOf(StartCode) >= 0)
            {
                return true;
            }
        }

        return bytes[at..].IndexOf(StartCode) >= 0;
    }

    /// <summary>Cuts the next NAL unit off; false at the end. What precedes the first start code counts as a NAL unit.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> nal)
    {
        nal = default;
        while (!bytes.IsEmpty)
        {
            var at = bytes.IndexOf(StartCode);
            nal = TrimZeros(at < 0 ? bytes : bytes[..at]);
            bytes = at < 0 ? default : bytes[(at + StartCode.Length)..];
            if (!nal.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the first 64 bytes and the one after it are both zero.</summary>
    private static bool HasZeroPair(ReadOnlySpan<byte> bytes)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes[..(Step + 1)]);
        var pairs = Vector128.Min(
            Vector128.Min(Pairs(ref first, 0), Pairs(ref first, 16)), Vector128.Min(Pairs(ref first, 32), Pairs(ref first, 48)));
        return Vector128.EqualsAny(pairs, Vector128<byte>.Zero);
    }

    private static Vector128<byte> Pairs(ref byte first, nuint at) => Vector128.LoadUnsafe(ref first, at) | Vector128.LoadUnsafe(ref first, at + 1);

    /// <summary>A NAL unit never ends with a zero byte; the zeros belong to the next start code or are padding.</summary>
    public static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> nal) => nal.TrimEnd((byte)0);
}
