namespace SimCamera.Onvif;

/// <summary>The clock of a device, which may be wrong and can be set. Thread-safe.</summary>
internal sealed class DeviceClock(TimeProvider time, TimeSpan offset)
{
    private long _offsetTicks = offset.Ticks;

    /// <summary>How far it is ahead of the true time.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _offsetTicks, (now - time.GetUtcNow()).Ticks);

    /// <summary>What a true moment is on this clock.</summary>
    public DateTimeOffset Of(DateTimeOffset trueTime) => trueTime + Offset;
}
