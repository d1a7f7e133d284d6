using Nvr.Board.Disks;
using Nvr.Storage;

namespace Nvr.Appliance.Disks;

/// <summary>
/// Where footage goes, in the declared order: the volumes in the bays, all alike; while none of them takes any, memory. The data directory lies on the system's own disk: it takes
/// footage only on a box without bays, and on one that has recorded there and has no volume in its bays yet. What was recorded there stays to be seen. Pure.
/// </summary>
internal static class VolumeOrder
{
    private const int DiskRank = 0;
    private const int MemoryRank = 1;

    /// <param name="home">The directory for footage in the data directory, as it is without disks.</param>
    /// <param name="hasHomeFootage">Whether there is footage already.</param>
    /// <param name="hasBays">Whether the box has bays with real disks.</param>
    /// <param name="booked">The volumes in the bays.</param>
    /// <param name="usable">Which of them can be written to now, by their id, and where they are mounted.</param>
    /// <param name="memory">The directory in memory; null where footage is not to go there.</param>
    public static IReadOnlyList<VolumeOptions> Of(
        VolumeOptions home, bool hasHomeFootage, bool hasBays, IReadOnlyList<BookedVolume> booked, IReadOnlyDictionary<string, string> usable, VolumeOptions? memory)
    {
        if (booked.Count == 0 && (hasHomeFootage || !hasBays))
        {
            return [home];
        }
        List<VolumeOptions> order = [.. booked.Where(b => usable.ContainsKey(b.Id)).Select(b => OnDisk(b, usable[b.Id]))];
        if (hasHomeFootage)
        {
            order.Add(home with { Initialise = false, IsRetired = true });
        }
        if (memory is not null)
        {
            order.Add(memory with { Rank = MemoryRank, IsVolatile = true, Initialise = true });
        }
        return order;
    }

    /// <summary>Whether footage can go to a volume in this condition.</summary>
    public static bool TakesFootage(ArrayCondition condition) => condition is not (ArrayCondition.Failed or ArrayCondition.ReadOnly or ArrayCondition.Stopped);

    private static VolumeOptions OnDisk(BookedVolume booked, string path) =>
        new(path) { ExpectedId = booked.VolumeId, Initialise = booked.VolumeId is null, Rank = DiskRank };
}
