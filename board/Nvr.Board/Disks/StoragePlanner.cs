using Nvr.Core;

namespace Nvr.Board.Disks;

/// <summary>Which disks may be used, and how. Pure.</summary>
public static class StoragePlanner
{
    // From here on a second failure while one is replaced is likely enough that two disks are worth it.
    private const int ManyDisks = 6;

    private static readonly RaidLevel[] Levels = [RaidLevel.Single, RaidLevel.Raid1, RaidLevel.Raid5, RaidLevel.Raid6, RaidLevel.Raid10];

    /// <summary>Every way to use all of the blank disks in bays but those that say that they will fail, the recommended one first; empty when there are none.</summary>
    public static IReadOnlyList<StoragePlan> For(IEnumerable<DiskFacts> disks)
    {
        DiskFacts[] blank = [.. disks.Where(d => MayBeUsed(d) && !IsFailing(d))];
        RaidLevel best = Best(blank.Length);
        return [.. Levels.Where(l => RaidLevels.Takes(l, blank.Length)).Select(l => Plan(l, blank, l == best)).OrderByDescending(p => p.IsRecommended)];
    }

    /// <summary>
    /// The best way to use the blank disks together with those that somebody would have to erase first; null where there are none of the latter. Members of arrays are never among them: what seems to be
    /// nobody's may be the rest of footage.
    /// </summary>
    public static StoragePlan? AfterErasing(IEnumerable<DiskFacts> disks)
    {
        DiskFacts[] all = [.. disks.Where(d => d is { Bay: not null, IsSystem: false, SizeBytes: > 0, Content: not DiskContent.Member } && !IsFailing(d))];
        return all.All(d => d.Content == DiskContent.Blank) ? null : Plan(Best(all.Length), all, true);
    }

    /// <summary>The plan for disks that a person has chosen; InvalidInput or Conflict in words where it cannot be.</summary>
    public static StoragePlan Make(RaidLevel level, IReadOnlyList<DiskFacts> disks)
    {
        foreach (DiskFacts disk in disks)
        {
            Require(disk);
        }
        if (disks.DistinctBy(d => d.Device).Count() != disks.Count)
        {
            throw new NvrException(ErrorKind.InvalidInput, "The same disk is named twice.");
        }
        return RaidLevels.Takes(level, disks.Count)
            ? Plan(level, disks, false)
            : throw new NvrException(ErrorKind.InvalidInput, $"{Wants(level)}; {Count(disks.Count)} {(disks.Count == 1 ? "is" : "are")} named.");
    }

    /// <summary>Whether a disk may be used without asking: in a bay, blank, and nobody else's.</summary>
    public static bool MayBeUsed(DiskFacts disk) => disk is { Bay: not null, IsSystem: false, Content: DiskContent.Blank, SizeBytes: > 0 };

    /// <summary>Throws in words when a disk must not be touched at all, whatever a person says: the system's own, and what is in no bay.</summary>
    public static void RequireTouchable(DiskFacts disk)
    {
        if (disk.IsSystem)
        {
            throw new NvrException(ErrorKind.Refused, $"The disk {disk.Device} belongs to the system of this box and is never changed from here.");
        }
        if (disk.Bay is null)
        {
            throw new NvrException(ErrorKind.Refused, $"The disk {disk.Device} is in none of the bays of this box and is never changed from here.");
        }
    }

    private static bool IsFailing(DiskFacts disk) => DiskJudge.Of(disk.Smart, null) == DiskVerdict.Failing;

    private static void Require(DiskFacts disk)
    {
        RequireTouchable(disk);
        if (disk.Content != DiskContent.Blank)
        {
            throw new NvrException(ErrorKind.Conflict, $"The disk in bay {disk.Bay} is not empty: it holds {disk.ContentName}.")
            {
                NextStep = "Erase it first if nobody needs that any more, or choose another disk.",
            };
        }
    }

    private static RaidLevel Best(int disks) => disks switch
    {
        1 => RaidLevel.Single,
        2 => RaidLevel.Raid1,
        < ManyDisks => RaidLevel.Raid5,
        _ => RaidLevel.Raid6,
    };

    // Of disks that differ the smallest counts.
    private static StoragePlan Plan(RaidLevel level, IReadOnlyList<DiskFacts> disks, bool isRecommended) =>
        new(level, disks, disks.Min(d => d.SizeBytes) * RaidLevels.DataDisks(level, disks.Count), isRecommended);

    private static string Wants(RaidLevel level) => level switch
    {
        RaidLevel.Single => "A single disk is one disk",
        RaidLevel.Raid1 => "RAID 1 takes two disks",
        RaidLevel.Raid5 => "RAID 5 takes three disks or more",
        RaidLevel.Raid6 => "RAID 6 takes four disks or more",
        RaidLevel.Raid10 => "RAID 10 takes an even number of disks, four or more",
        _ => "This kind of array is not made here",
    };

    private static string Count(int disks) => disks switch { 0 => "none", 1 => "one", _ => $"{disks}" };
}
