namespace Nvr.Audio.Pcm;

/// <summary>
/// The tables of ITU-T G.726 for one rate (tables 7 to 10 of the Recommendation). The codes are symmetrical, so only the half for
/// positive values is written down: normalised logarithm of the difference, step multiplier W, speed control F.
/// </summary>
internal sealed class G726Tables
{
    /// <summary>Stands for minus infinity: a difference of zero.</summary>
    private const short None = short.MinValue;

    private G726Tables(int bits, short[] logarithm, short[] multiplier, byte[] speed)
    {
        Bits = bits;
        Logarithm = logarithm;
        Multiplier = multiplier;
        Speed = speed;
    }

    public int Bits { get; }

    public short[] Logarithm { get; }

    public short[] Multiplier { get; }

    public byte[] Speed { get; }

    /// <summary>By bits a sample, 2 to 5.</summary>
    public static G726Tables For(int bits) => bits switch
    {
        2 => new(2, [116, 365], [-22, 439], [0, 7]),
        3 => new(3, [None, 135, 273, 373], [-4, 30, 137, 582], [0, 1, 2, 7]),
        4 => new(4, [None, 4, 135, 213, 273, 323, 373, 425], [-12, 18, 41, 64, 112, 198, 355, 1122], [0, 0, 0, 1, 1, 1, 3, 7]),
        5 => new(
            5,
            [None, -66, 28, 104, 169, 224, 274, 318, 358, 395, 429, 459, 488, 514, 539, 566],
            [14, 14, 24, 39, 40, 41, 58, 100, 141, 179, 219, 280, 358, 440, 529, 696],
            [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6]),
        _ => throw new ArgumentOutOfRangeException(nameof(bits)),
    };
}
