namespace Nvr.Board.Disks;

/// <summary>One way to use disks. Immutable.</summary>
/// <param name="Level">How they are joined.</param>
/// <param name="Disks">Those that take part.</param>
/// <param name="UsableBytes">About what there is for footage; file systems take a little of it.</param>
/// <param name="IsRecommended">True for the one that suits most boxes with so many disks.</param>
public sealed record StoragePlan(RaidLevel Level, IReadOnlyList<DiskFacts> Disks, long UsableBytes, bool IsRecommended)
{
    /// <summary>How many disks may fail at once, whichever they are.</summary>
    public int Spares => RaidLevels.Spares(Level);
}
