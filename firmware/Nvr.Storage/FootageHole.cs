using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>A stretch of one boot without footage: in UTC as the box knows it now, and in the monotonic microseconds of the boot, which no clock moves.</summary>
public sealed record FootageHole(Guid BootId, long StartMonotonicUs, long EndMonotonicUs, UtcRange Range);
