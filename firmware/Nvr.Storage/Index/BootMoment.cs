namespace Nvr.Storage.Index;

/// <summary>A moment that no clock step can change: monotonic microseconds of a boot.</summary>
internal readonly record struct BootMoment(Guid BootId, long MonotonicUs);
