using System.Numerics;

namespace Nvr.Audio.Pcm;

/// <summary>The 11-bit floating point numbers in which G.726 keeps the predictor's past (sub-blocks FLOATA, FLOATB, FMULT).</summary>
internal readonly record struct G726Float(bool IsNegative, int Exponent, int Mantissa)
{
    private const int MantissaBits = 6;

    public static G726Float Zero => new(false, 0, 1 << (MantissaBits - 1));

    public static G726Float From(int value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude == 0)
        {
            return Zero;
        }

        var exponent = BitOperations.Log2((uint)magnitude) + 1;
        return new G726Float(value < 0, exponent, (magnitude << MantissaBits) >> exponent);
    }

    public static int Multiply(G726Float x, G726Float y)
    {
        const int Rounding = 48;
        var exponent = x.Exponent + y.Exponent;
        var mantissa = ((x.Mantissa * y.Mantissa) + Rounding) >> 4;
        var magnitude = exponent > 19 ? mantissa << (exponent - 19) : mantissa >> (19 - exponent);
        return x.IsNegative != y.IsNegative ? -magnitude : magnitude;
    }
}
