namespace Bench;

/// <summary>What one run measures. Immutable.</summary>
/// <param name="Nvrd">The published program.</param>
/// <param name="Repository">Root of the checkout, for the foreign cameras.</param>
/// <param name="WorkDirectory">Material (kept) and recordings (deleted).</param>
/// <param name="Cameras">How many cameras the recorders are compared with.</param>
/// <param name="Duration">How long CPU is measured, cut into windows.</param>
/// <param name="Events">How many events are searched.</param>
internal sealed record BenchOptions(string Nvrd, string Repository, string WorkDirectory, int Cameras, TimeSpan Duration, int Events)
{
    public const int Windows = 5;

    public TimeSpan Window => Duration / Windows;
}
