using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>Where a key frame lies: its time, its segment within the volume, and the byte at which its fragment begins.</summary>
public sealed record KeyFramePosition(UtcTime Time, long SegmentId, long FileOffset);
