using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>What one stream takes on all volumes together, and from when to when.</summary>
public sealed record CameraUsage(CameraId Camera, StreamKind Stream, long Bytes, UtcTime Oldest, UtcTime Newest);
