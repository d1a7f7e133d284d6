namespace Nvr.Board.Disks;

/// <summary>
/// From what the kernel says of an array to how it is. Pure. Two traps it knows: a new RAID 5 is begun by mdadm as if its last member had failed, and its degraded count may be
/// 0 while it still fills a member; so the members' own states decide.
/// </summary>
public static class ArrayJudge
{
    public static ArrayCondition Of(ArrayFacts array, ArrayPast past)
    {
        if (!array.IsRunning)
        {
            return array.Members.Count >= Needed(array) ? ArrayCondition.Stopped : ArrayCondition.Failed;
        }
        if (array.IsBroken || !RaidLevels.Survives(array.Level, array.Slots, array.InSync))
        {
            return ArrayCondition.Failed;
        }
        if (array.IsReadOnly || array.FileSystem is { IsReadOnly: true })
        {
            return ArrayCondition.ReadOnly;
        }
        return array.Missing > 0 ? OfIncomplete(array, past) : OfWhole(array, past);
    }

    /// <summary>Whether nothing is lost with any one disk more.</summary>
    public static bool IsProtected(ArrayCondition condition) =>
        condition is ArrayCondition.Clean or ArrayCondition.Checking or ArrayCondition.Mismatch or ArrayCondition.Resyncing;

    private static ArrayCondition OfIncomplete(ArrayFacts array, ArrayPast past)
    {
        // The one that is filled is the only one that a build lacks; with another one gone it is a loss, built or not.
        bool filling = array.Members.Any(m => m.State == MemberState.Rebuilding);
        if (filling && !past.WasEverWhole && array.Missing == array.Members.Count(m => m.State == MemberState.Rebuilding))
        {
            return ArrayCondition.Building;
        }
        if (filling && array.Action == SyncAction.Recover)
        {
            return ArrayCondition.Rebuilding;
        }
        return past.WasWholeSinceStart || !past.WasEverWhole ? ArrayCondition.Degraded : ArrayCondition.DegradedAtStart;
    }

    private static ArrayCondition OfWhole(ArrayFacts array, ArrayPast past) => array.Action switch
    {
        SyncAction.Check or SyncAction.Repair => ArrayCondition.Checking,
        SyncAction.Resync => past.WasEverWhole ? ArrayCondition.Resyncing : ArrayCondition.Building,
        SyncAction.Recover => past.WasEverWhole ? ArrayCondition.Rebuilding : ArrayCondition.Building,
        SyncAction.Idle when array.MismatchedSectors > 0 => ArrayCondition.Mismatch,
        _ => ArrayCondition.Clean,
    };

    // Which slots the members of a stopped array have is not known; for RAID 10 this is what may suffice.
    private static int Needed(ArrayFacts array) => array.Level switch
    {
        RaidLevel.Raid1 => 1,
        RaidLevel.Raid10 => (array.Slots + 1) / 2,
        _ => Math.Max(1, array.Slots - RaidLevels.Spares(array.Level)),
    };
}
