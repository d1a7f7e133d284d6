namespace Nvr.Audio;

/// <summary>
/// ITU-T G.711: 16-bit samples to one byte each, for cameras that take sound. Rounds to the nearest code as the recommendation's tables
/// 1a and 2a do (mu-law: bias 33 at 14 bits; A-law: 13 bits, even bits inverted). Pure.
/// </summary>
public static class G711Encoder
{
    private const int MulawBias = 33;
    private const int MulawClip = 8158;

    /// <summary><paramref name="coded"/> has room for as many bytes as there are samples.</summary>
    public static void ToMulaw(ReadOnlySpan<short> samples, Span<byte> coded)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            coded[i] = Mulaw(samples[i]);
        }
    }

    /// <summary><paramref name="coded"/> has room for as many bytes as there are samples.</summary>
    public static void ToAlaw(ReadOnlySpan<short> samples, Span<byte> coded)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            coded[i] = Alaw(samples[i]);
        }
    }

    private static byte Mulaw(short sample)
    {
        var magnitude = Math.Min(Math.Abs(sample >> 2), MulawClip) + MulawBias;
        var segment = Math.Max(0, 26 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude));
        var code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
        return (byte)~(sample < 0 ? code | 0x80 : code);
    }

    private static byte Alaw(short sample)
    {
        var isPositive = sample >= 0;
        var magnitude = (isPositive ? sample : ~sample) >> 4;
        var segment = Math.Max(0, 28 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude));
        var step = segment < 2 ? magnitude & 0x0F : (magnitude >> (segment - 1)) & 0x0F;
        return (byte)(((isPositive ? 0x80 : 0) | (segment << 4) | step) ^ 0x55);
    }
}
