using Nvr.Core;

namespace Nvr.Mp4;

/// <summary>
/// Who a file is, so that it can be placed when it is found alone: written into the moov as a <c>uuid</c> box.
/// UTC of the file's first moment is <paramref name="StartMonotonicUs"/> + <paramref name="UtcOffsetUs"/>, as far as was known
/// when the file was begun; a later file of the same boot may know better.
/// </summary>
/// <param name="SegmentId">Monotonic id within the volume; also the file's name.</param>
/// <param name="Volume">The volume that the file was written to.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Stream">Main or sub.</param>
/// <param name="BootId">The boot whose monotonic clock is meant.</param>
/// <param name="StartMonotonicUs">Capture time of media time 0, monotonic microseconds.</param>
/// <param name="UtcOffsetUs">UTC minus monotonic time, microseconds.</param>
public sealed record SegmentIdentity(
    long SegmentId, Guid Volume, CameraId Camera, StreamKind Stream, Guid BootId, long StartMonotonicUs, long UtcOffsetUs)
{
    /// <summary>Fetched later from the camera's own memory, not received while it happened.</summary>
    public bool IsBackfilled { get; init; }
}
