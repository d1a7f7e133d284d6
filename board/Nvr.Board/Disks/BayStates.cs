using Nvr.Board.Panel;

namespace Nvr.Board.Disks;

/// <summary>From disks and arrays to what the light of a bay has to tell. Pure.</summary>
public static class BayStates
{
    /// <param name="bay">The bay's name.</param>
    /// <param name="reading">All disks and arrays.</param>
    /// <param name="known">The arrays of this box.</param>
    /// <param name="singles">File systems of this box that lie on a disk by itself.</param>
    public static BayState Of(string bay, DisksReading reading, IReadOnlyList<KnownArray> known, IReadOnlySet<string> singles)
    {
        DiskFacts? disk = reading.Disks.FirstOrDefault(d => d.Bay == bay);
        if (disk is null)
        {
            return known.Any(k => IsLost(bay, k, reading)) ? BayState.Failed : BayState.Empty;
        }
        (ArrayFacts? array, ArrayMember? member) = PlaceOf(disk, reading);
        KnownArray? own = known.FirstOrDefault(k => k.Id == (array?.Id ?? disk.ArrayId));
        DiskVerdict verdict = DiskJudge.Of(disk.Smart, member);
        if (own is null)
        {
            return verdict >= DiskVerdict.Worrying ? BayState.Worrying : disk.FileSystem is { } own1 && singles.Contains(own1.Uuid) ? BayState.Well : BayState.Unused;
        }
        return verdict == DiskVerdict.Failed || member is null ? BayState.Failed : OfMember(array!, member, verdict, own);
    }

    /// <summary>The array that a disk is a member of just now, and its place there.</summary>
    public static (ArrayFacts? Array, ArrayMember? Member) PlaceOf(DiskFacts disk, DisksReading reading)
    {
        foreach (ArrayFacts array in reading.Arrays)
        {
            if (array.Members.FirstOrDefault(m => m.Device == disk.Device) is { } member)
            {
                return (array, member);
            }
        }
        return (null, null);
    }

    private static bool IsLost(string bay, KnownArray known, DisksReading reading) =>
        known.Bays.Contains(bay) && (reading.Arrays.FirstOrDefault(a => a.Id == known.Id) is not { } array || Replacements.LostBays(array, known, reading).Contains(bay));

    private static BayState OfMember(ArrayFacts array, ArrayMember member, DiskVerdict verdict, KnownArray own)
    {
        if (verdict >= DiskVerdict.Worrying)
        {
            return BayState.Worrying;
        }
        bool building = ArrayJudge.Of(array, own.Past) == ArrayCondition.Building;
        return member.State switch
        {
            MemberState.Rebuilding => BayState.Rebuilding,
            MemberState.Spare => BayState.Unused,
            _ => building ? BayState.Rebuilding : BayState.Well,
        };
    }
}
