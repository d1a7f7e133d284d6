namespace Nvr.Storage.Tests.Support;

/// <summary>A clock whose wall time can be set to anything while monotonic time only runs forward, as on a machine without a battery.</summary>
internal sealed class SettableTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset wall = start;
    private long monotonicUs = 5_000_000;

    public override long TimestampFrequency => 1_000_000;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return wall;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return monotonicUs;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            wall += by;
            monotonicUs += (long)by.TotalMicroseconds;
        }
    }

    /// <summary>Steps the wall clock; monotonic time does not notice.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (gate)
        {
            wall = time;
        }
    }

    /// <summary>A reboot: monotonic time begins again.</summary>
    public void Reboot(DateTimeOffset wallAfter)
    {
        lock (gate)
        {
            wall = wallAfter;
            monotonicUs = 3_000_000;
        }
    }
}
