using Nvr.Mp4;

namespace Nvr.Storage.Writing;

/// <summary>Between 90 kHz media ticks and microseconds.</summary>
internal static class MediaTime
{
    public static long ToUs(long ticks90k) => ticks90k * 100 / 9;

    public static long To90k(long microseconds) => microseconds * 9 / 100;

    /// <summary>End of a fragment, microseconds from media time 0.</summary>
    public static long EndUs(FragmentEntry entry) => ToUs(entry.Start90k + entry.Duration90k);
}
