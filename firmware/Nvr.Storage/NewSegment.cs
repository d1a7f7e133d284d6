using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Storage;

/// <summary>A segment about to be written; <paramref name="StartMonotonicUs"/> is the capture time of media time 0.</summary>
public sealed record NewSegment(CameraId Camera, StreamKind Stream, long StartMonotonicUs, IReadOnlyList<TrackFormat> Tracks);
