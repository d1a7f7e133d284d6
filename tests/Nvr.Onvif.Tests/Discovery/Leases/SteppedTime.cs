namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>A clock whose wall time is set by a test, apart from the time that passes.</summary>
internal sealed class SteppedTime(DateTimeOffset wall) : TimeProvider
{
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public DateTimeOffset Wall { get; private set; } = wall;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => passed.Ticks;

    public void Pass(TimeSpan time)
    {
        passed += time;
        Wall += time;
    }

    public void Set(DateTimeOffset wall) => Wall = wall;
}
