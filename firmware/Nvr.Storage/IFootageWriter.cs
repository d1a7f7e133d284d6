using Nvr.Core;

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
