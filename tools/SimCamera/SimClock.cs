namespace SimCamera;

/// <summary>
/// Monotonic and wall time in microseconds. The monotonic count is that of CLOCK_MONOTONIC, so a checker on the same machine may
/// compare it with its own. Thread-safe.
/// </summary>
internal sealed class SimClock(TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    public long MonotonicUs => (long)(Time.GetTimestamp() * (Int128)1_000_000 / Time.TimestampFrequency);

    public long UtcUs => (Time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;

    public async Task UntilAsync(long monotonicUs, CancellationToken stop)
    {
        long waitUs = monotonicUs - MonotonicUs;
        if (waitUs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds((waitUs + 999) / 1000), Time, stop).ConfigureAwait(false);
        }
    }
}
