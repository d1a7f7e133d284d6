using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>
/// What viewers and exports need of the disks. Thread-safe; calls read the index and files and may block for milliseconds, never
/// on the writer. Times are UTC as the box knows them now; a clock correction may move them later.
/// </summary>
public interface IFootageReader
{
    /// <summary>
    /// Stretches of uninterrupted footage that touch the range, oldest first, clipped to it. Adjacent segments are merged; a
    /// change of format does not end a span, a change between received and back-filled footage does.
    /// </summary>
    IReadOnlyList<FootageSpan> ListSpans(CameraId camera, StreamKind stream, UtcRange range);

    IReadOnlyList<FootageGap> ListGaps(CameraId camera, StreamKind stream, UtcRange range);

    /// <summary>First and last moment with footage; null when there is none.</summary>
    UtcRange? Extent(CameraId camera, StreamKind stream);

    /// <summary>The key frame at or before the time within its span (or the first after it, when the time lies in a gap); null when none.</summary>
    KeyFramePosition? Seek(CameraId camera, StreamKind stream, UtcTime time);

    /// <summary>
    /// A stitched movie of the range as one fragmented MP4 of known length; gaps are left out. It begins at the key frame at or before the
    /// start of the range. Null when the range has no footage. The movie keeps its files open until disposed, so that
    /// retention cannot pull them away under a reader.
    /// </summary>
    IMovie? OpenMovie(CameraId camera, StreamKind stream, UtcRange range);

    /// <summary>The coded key frame nearest to the time, for a snapshot; null when there is no footage within ten seconds of it. Where pictures depend on a key frame minutes back, it is that one.</summary>
    KeyFrame? ReadKeyFrame(CameraId camera, StreamKind stream, UtcTime nearest);

    /// <summary>
    /// The key frame of exactly that time and the pictures after it, up to a moment, as far as footage goes on without an interruption and memory allows (24 MB); null when there is no such key frame. Throws
    /// <see cref="NvrException"/> when the disk cannot be read.
    /// </summary>
    PictureGroup? ReadGroup(CameraId camera, StreamKind stream, UtcTime key, UtcTime until);

    IReadOnlyList<FootageHold> ListHolds();

    /// <summary>Protects the range of a camera (both streams) from retention until removed.</summary>
    FootageHold AddHold(CameraId camera, UtcRange range, string reason, string createdBy);

    /// <summary>False when there is no such hold.</summary>
    bool RemoveHold(long holdId);

    IReadOnlyList<VolumeStatus> ListVolumes();

    /// <summary>Bytes and oldest footage of each camera, for storage pages and metrics.</summary>
    IReadOnlyList<CameraUsage> ListUsage();
}
