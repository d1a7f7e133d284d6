using Nvr.Core.Media;

namespace Nvr.Recording.Backfill;

/// <summary>A copy of what a replay brought, and where it belongs: monotonic microseconds; whether that is behind the end of the hole; whether it does not follow what came before.</summary>
internal sealed class HeldUnit(in AccessUnit unit, long placedUs, bool isOver, bool isJump)
{
    private readonly int track = unit.Track;
    private readonly TrackFormat format = unit.Format;
    private readonly long dts = unit.Dts;
    private readonly int compositionOffset = unit.CompositionOffset;
    private readonly long captureUs = unit.CaptureUs;
    private readonly bool isRandomAccess = unit.IsRandomAccess;
    private readonly byte[] data = unit.Data.ToArray();

    public long PlacedUs { get; } = placedUs;

    public bool IsOver { get; } = isOver;

    public bool IsJump { get; } = isJump;

    public AccessUnit Unit => new()
    {
        Track = track,
        Format = format,
        Dts = dts,
        CompositionOffset = compositionOffset,
        CaptureUs = captureUs,
        IsRandomAccess = isRandomAccess,
        Data = data,
    };
}
