namespace Nvr.Host.Tests.Talk;

/// <summary>What a camera's loudspeaker played: bytes of mu-law, 8000 a second.</summary>
internal sealed class HeardSound(byte[] heard)
{
    public const int Rate = 8000;

    private readonly double[] sound = [.. heard.Select(Mulaw)];

    public double Seconds => (double)sound.Length / Rate;

    /// <summary>How much of a tone is in it.</summary>
    public double Power(double hz)
    {
        double re = 0;
        double im = 0;
        for (int i = 0; i < sound.Length; i++)
        {
            re += sound[i] * Math.Cos(2 * Math.PI * hz * i / Rate);
            im += sound[i] * Math.Sin(2 * Math.PI * hz * i / Rate);
        }
        return (re * re) + (im * im);
    }

    // ITU-T G.711 table 2, as the camera's loudspeaker would.
    private static double Mulaw(byte code)
    {
        int inverted = code ^ 0xFF;
        int magnitude = (((2 * (inverted & 15)) + 33) << ((inverted >> 4) & 7)) - 33;
        return (inverted & 0x80) != 0 ? -magnitude : magnitude;
    }
}
