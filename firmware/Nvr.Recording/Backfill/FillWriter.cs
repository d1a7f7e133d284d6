using Nvr.Core;
using Nvr.Storage;

namespace Nvr.Recording.Backfill;

/// <summary>Marks segments as back-filled, of the boot in which the hole lies. Notes no gaps: those are there.</summary>
internal sealed class FillWriter(IFootageWriter writer, Guid boot) : IFootageWriter
{
    public ISegmentSink Begin(NewSegment segment) => writer.Begin(segment with { BackfilledBoot = boot });

    public void AddGap(CameraId camera, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail)
    {
    }
}
