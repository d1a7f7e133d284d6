namespace Nvr.Mp4;

/// <summary>Conversions between clocks, rounded to the nearest tick, halves away from zero.</summary>
internal static class TimeScale
{
    public const int Video = 90000;

    public static long To90k(long ticks, int clockRate) => Convert(ticks, clockRate, Video);

    public static long From90k(long ticks90k, int clockRate) => Convert(ticks90k, Video, clockRate);

    public static long FromMicroseconds(long microseconds, int clockRate) => Convert(microseconds, 1_000_000, clockRate);

    private static long Convert(long value, int from, int to)
    {
        if (from == to)
        {
            return value;
        }
        Int128 scaled = (Int128)value * to;
        Int128 half = scaled < 0 ? -(from / 2) : from / 2;
        return (long)((scaled + half) / from);
    }
}
