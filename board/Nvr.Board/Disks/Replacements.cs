namespace Nvr.Board.Disks;

/// <summary>Which disk takes the place of a lost member without anybody being asked. Pure.</summary>
public static class Replacements
{
    /// <summary>
    /// The disk to give to an array just now; null when there is none or the array needs none. A former member that came back is preferred, wherever it is; else a blank disk that is
    /// large enough, in a bay that lost a member. A disk that says itself that it will fail is not taken.
    /// </summary>
    public static DiskFacts? For(ArrayFacts array, KnownArray known, DisksReading reading)
    {
        bool isWanted = array is { IsRunning: true, IsBroken: false, Missing: > 0 }
            && !array.Members.Any(m => m.State is MemberState.Rebuilding or MemberState.Spare)
            && RaidLevels.Survives(array.Level, array.Slots, array.InSync);
        if (!isWanted)
        {
            return null;
        }
        IReadOnlyList<string> lost = LostBays(array, known, reading);
        return reading.Disks.FirstOrDefault(d => IsFormer(d, array)) ?? reading.Disks.FirstOrDefault(d => Fits(d, array, lost));
    }

    /// <summary>The bays whose disk the array is without.</summary>
    public static IReadOnlyList<string> LostBays(ArrayFacts array, KnownArray known, DisksReading reading)
    {
        HashSet<string> held =
        [
            .. array.Members.Where(m => m.State != MemberState.Faulty).Select(m => reading.DiskAt(m.Device)?.Bay).OfType<string>(),
        ];
        return [.. known.Bays.Where(b => !held.Contains(b))];
    }

    /// <summary>
    /// The bays in which the members of a whole array are, in order; null while one of them cannot be seen: a disk that was pulled from a quiet array is its member until md wants to read or write there, and its
    /// bay must not be forgotten meanwhile.
    /// </summary>
    public static IReadOnlyList<string>? BaysOf(ArrayFacts array, DisksReading reading)
    {
        DiskFacts?[] disks = [.. array.Members.Where(m => m.Slot is not null).Select(m => reading.DiskAt(m.Device))];
        return disks.Contains(null) ? null : [.. disks.Select(d => d!.Bay).OfType<string>().Order(StringComparer.Ordinal)];
    }

    private static bool IsFormer(DiskFacts disk, ArrayFacts array) =>
        disk is { IsSystem: false, Bay: not null, Content: DiskContent.Member } && disk.ArrayId == array.Id
        && array.Members.All(m => m.Device != disk.Device) && disk.Smart is not { IsFailing: true };

    private static bool Fits(DiskFacts disk, ArrayFacts array, IReadOnlyList<string> lost) =>
        StoragePlanner.MayBeUsed(disk) && lost.Contains(disk.Bay!) && disk.SizeBytes >= array.MemberBytes && disk.Smart is not { IsFailing: true };
}
