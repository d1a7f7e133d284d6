namespace Nvr.Rtsp.Codecs.Audio;

/// <summary>Turns G.726 samples packed from the highest bit (ITU-T I.366.2) into samples packed from the lowest (RFC 3551).</summary>
internal static class G726Packing
{
    /// <summary>Works on whole groups: one byte for 2 and 4 bits, three or five bytes for 3 and 5 bits.</summary>
    public static void Reverse(ReadOnlySpan<byte> source, int bits, PooledBytes output)
    {
        var groupBytes = bits is 3 or 5 ? bits : 1;
        Span<byte> group = stackalloc byte[5];
        for (; source.Length >= groupBytes; source = source[groupBytes..])
        {
            ReverseGroup(source[..groupBytes], bits, group[..groupBytes]);
            output.TryAppend(group[..groupBytes]);
        }
    }

    private static void ReverseGroup(ReadOnlySpan<byte> source, int bits, Span<byte> target)
    {
        ulong packed = 0;
        foreach (var value in source)
        {
            packed = (packed << 8) | value;
        }

        ulong turned = 0;
        for (var i = 0; i < source.Length * 8; i += bits)
        {
            turned = (turned << bits) | (packed & ((1u << bits) - 1));
            packed >>= bits;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(turned >> (8 * i));
        }
    }
}
