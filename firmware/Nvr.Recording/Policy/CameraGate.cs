using Nvr.Core.Time;

namespace Nvr.Recording.Policy;

/// <summary>
/// What one camera's policy and its events ask for. Events change it from any thread; its streams read it once a fragment.
/// </summary>
internal sealed class CameraGate(BoxClock clock, MemoryBudget whole)
{
    /// <summary>Half a minute at 6 Mbit/s, main and sub stream together.</summary>
    internal const long KeptBytes = 24L << 20;

    /// <summary>An event whose end never comes (the camera restarted, the message was lost) is over by then.</summary>
    private const long LongestEventUs = 3_600_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> lastToldUs = [];
    private PolicyInForce policy = new(RecordingPolicy.Always);
    private long endedUntilUs = long.MinValue;
    private long wantedUntilUs = long.MinValue;

    public MemoryBudget Budget { get; } = new(KeptBytes, whole);

    public PolicyInForce Policy
    {
        get => Volatile.Read(ref policy);
        set => Volatile.Write(ref policy, value);
    }

    /// <summary>Events ask for what was captured before this moment, in microseconds of the monotonic clock.</summary>
    public long WantedUntilUs => Interlocked.Read(ref wantedUntilUs);

    /// <summary>What the schedule says of a moment of the monotonic clock.</summary>
    public RecordingMode ModeAt(long monotonicUs) =>
        Policy.Schedule.ModeAt(new UtcTime(monotonicUs + clock.WallOffsetUs), clock.Zone);

    public RecordingMode ModeNow => ModeAt(clock.MonotonicUs);

    public void Begin(string source)
    {
        lock (gate)
        {
            lastToldUs[source] = clock.MonotonicUs;
            Sum_NeedsLock();
        }
    }

    public void End(string source)
    {
        lock (gate)
        {
            if (lastToldUs.Remove(source))
            {
                WantUntil_NeedsLock(clock.MonotonicUs);
            }
        }
    }

    public void Pulse(TimeSpan length)
    {
        lock (gate)
        {
            WantUntil_NeedsLock(clock.MonotonicUs + Math.Clamp((long)length.TotalMicroseconds, 0, LongestEventUs));
        }
    }

    private void WantUntil_NeedsLock(long endUs)
    {
        endedUntilUs = Math.Max(endedUntilUs, endUs + Policy.PostRecordUs);
        Sum_NeedsLock();
    }

    private void Sum_NeedsLock()
    {
        long until = endedUntilUs;
        foreach (long toldUs in lastToldUs.Values)
        {
            until = Math.Max(until, toldUs + LongestEventUs);
        }
        Interlocked.Exchange(ref wantedUntilUs, until);
    }
}
