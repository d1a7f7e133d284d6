using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Storage;

/// <summary>A segment about to be written; <paramref name="StartMonotonicUs"/> is the capture time of media time 0.</summary>
public sealed record NewSegment(CameraId Camera, StreamKind Stream, long StartMonotonicUs, IReadOnlyList<TrackFormat> Tracks)
{
    /// <summary>The boot in which it was captured, for what fills a hole of the past; null for the present one, from which live footage always is.</summary>
    public Guid? BackfilledBoot { get; init; }

    public bool IsBackfilled => BackfilledBoot is not null;
}
