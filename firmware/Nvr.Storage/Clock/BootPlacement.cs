namespace Nvr.Storage.Clock;

/// <summary>
/// Places boots in UTC. The latest stands where its clock says; each earlier one too, unless it would reach into the boot after it:
/// then it is moved back by the least amount that makes room. A pure function of what the clocks said, so that a clock set wrong
/// and then right again leaves no trace.
/// </summary>
internal static class BootPlacement
{
    /// <summary>Takes the boots in the order of their ordinals; the result is in the same order.</summary>
    public static IReadOnlyList<PlacedBoot> Place(IReadOnlyList<Boot> boots)
    {
        PlacedBoot[] placed = new PlacedBoot[boots.Count];
        long limitUs = long.MaxValue;
        for (int i = boots.Count - 1; i >= 0; i--)
        {
            Boot boot = boots[i];
            long lastUs = Math.Max(boot.LastUs, boot.FirstUs);
            long overlapUs = limitUs == long.MaxValue ? 0 : Math.Max(0, lastUs + boot.OffsetUs - limitUs);
            placed[i] = new PlacedBoot(boot, boot.OffsetUs - overlapUs, overlapUs > 0 ? BootCertainty.Estimated : boot.Certainty);
            limitUs = Math.Min(limitUs, boot.FirstUs + placed[i].OffsetUs);
        }
        return placed;
    }
}
