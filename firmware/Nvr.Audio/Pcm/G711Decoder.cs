namespace Nvr.Audio.Pcm;

/// <summary>ITU-T G.711, by table.</summary>
internal sealed class G711Decoder(bool isAlaw) : IPcmDecoder
{
    private static readonly short[] Alaw = Make(ExpandAlaw);
    private static readonly short[] Mulaw = Make(ExpandMulaw);

    private readonly short[] _table = isAlaw ? Alaw : Mulaw;

    public int MaxSamples(int bytes) => bytes;

    public int Decode(ReadOnlySpan<byte> wire, Span<short> samples)
    {
        for (var i = 0; i < wire.Length; i++)
        {
            samples[i] = _table[wire[i]];
        }

        return wire.Length;
    }

    private static short[] Make(Func<int, int> expand)
    {
        var table = new short[256];
        for (var code = 0; code < table.Length; code++)
        {
            table[code] = (short)expand(code);
        }

        return table;
    }

    // Even bits are inverted; 13 significant bits, left-aligned.
    private static int ExpandAlaw(int code)
    {
        code ^= 0x55;
        var (segment, step) = ((code >> 4) & 7, code & 0x0F);
        var magnitude = segment == 0 ? (2 * step) + 1 : ((2 * step) + 33) << (segment - 1);
        return (code & 0x80) != 0 ? magnitude << 3 : -(magnitude << 3);
    }

    // All bits are inverted; 14 significant bits, left-aligned.
    private static int ExpandMulaw(int code)
    {
        code ^= 0xFF;
        var (segment, step) = ((code >> 4) & 7, code & 0x0F);
        var magnitude = (((2 * step) + 33) << segment) - 33;
        return (code & 0x80) != 0 ? -(magnitude << 2) : magnitude << 2;
    }
}
