using Nvr.Core.Time;

namespace Nvr.Storage.Clock;

/// <summary>A boot where it is shown in UTC: no two placed boots overlap.</summary>
internal sealed record PlacedBoot(Boot Boot, long OffsetUs, BootCertainty Certainty)
{
    public UtcTime ToUtc(long monotonicUs) => new(monotonicUs + OffsetUs);

    public long ToMonotonicUs(UtcTime time) => time.Microseconds - OffsetUs;

    public UtcTime Start => ToUtc(Boot.FirstUs);

    public UtcTime End => ToUtc(Boot.LastUs);
}
