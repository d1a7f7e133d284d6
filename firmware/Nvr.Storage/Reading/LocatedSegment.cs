using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Reading;

/// <summary>A segment on a volume, placed in UTC. <paramref name="EndUtc"/> may be cut short by the segment that follows.</summary>
internal sealed record LocatedSegment(Volume Volume, SegmentRow Row, PlacedBoot Boot, UtcTime EndUtc)
{
    public UtcTime StartUtc => Boot.ToUtc(Row.StartUs);

    /// <summary>Whether nothing is missing between that segment and this one. Boots are never joined: where one is shown may be a guess.</summary>
    public bool Continues(LocatedSegment before) => before.Row.BootId == Row.BootId && StartUtc.Since(before.EndUtc) <= Tiling.MaxSeamUs;

    public UtcRange Range => new(StartUtc, EndUtc);
}
