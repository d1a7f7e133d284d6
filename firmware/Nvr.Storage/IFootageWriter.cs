using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4;

namespace Nvr.Storage;

/// <summary>
/// What the recorder needs of the disks. No call blocks on a disk: work is queued to the volume's writer thread in order.
/// Thread-safe; each <see cref="ISegmentSink"/> is used by one thread at a time.
/// </summary>
public interface IFootageWriter
{
    /// <summary>
    /// Begins a file. The sink accepts fragments at once, before the file exists. When no volume can be written, the sink
    /// drops what it is given, and a gap with the reason is recorded as soon as an index can take it.
    /// </summary>
    ISegmentSink Begin(NewSegment segment);

    /// <summary>Records a span without footage; times are monotonic microseconds of this boot.</summary>
    void AddGap(CameraId camera, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail);
}

/// <summary>A segment about to be written; <paramref name="StartMonotonicUs"/> is the capture time of media time 0.</summary>
public sealed record NewSegment(CameraId Camera, StreamKind Stream, long StartMonotonicUs, IReadOnlyList<TrackFormat> Tracks);

/// <summary>Takes the fragments of one segment in order.</summary>
public interface ISegmentSink
{
    /// <summary>Queues a fragment; ownership of its buffers passes to the sink, which disposes it when written or dropped.</summary>
    void Append(Fragment fragment);

    /// <summary>
    /// Ends the segment; <paramref name="endMonotonicUs"/> is the capture time at which the next one begins (or the last frame
    /// ended), so that contiguous segments tile time without overlap.
    /// </summary>
    void Close(long endMonotonicUs);
}
