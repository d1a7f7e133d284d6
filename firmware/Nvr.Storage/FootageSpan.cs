using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>An uninterrupted stretch of footage and the bytes it takes on disk (whole segments, not clipped).</summary>
public sealed record FootageSpan(UtcRange Range, long Bytes);
