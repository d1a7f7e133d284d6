namespace Nvr.Recording.Streams;

/// <summary>
/// How long to wait before the next attempt: at least 1 s, doubling to at most 30 s, each shortened by up to a quarter so that cameras
/// behind one switch do not come back in step. Starts over only after a minute of healthy video. A device of the box itself, which nobody
/// else has to be spared for, is tried every 5 s at the latest; a process that helps and that nothing depends on, every 5 minutes. Used by one supervisor; not thread-safe.
/// </summary>
public sealed class RetryDelay
{
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(60);
    // A quarter less is one second.
    private const double FirstSeconds = 4.0 / 3;
    private const double LastSeconds = 30;
    private const double LastDeviceSeconds = 5;
    private const double LastHelperSeconds = 300;

    private readonly Random random;
    private readonly double lastSeconds;
    private double seconds = FirstSeconds;

    public RetryDelay(Random random)
        : this(random, LastSeconds)
    {
    }

    private RetryDelay(Random random, double lastSeconds)
    {
        this.random = random;
        this.lastSeconds = lastSeconds;
    }

    public static RetryDelay ForDevices(Random random) => new(random, LastDeviceSeconds);

    public static RetryDelay ForHelpers(Random random) => new(random, LastHelperSeconds);

    /// <summary>The wait before the next attempt, given how long the last connection delivered video.</summary>
    public TimeSpan Next(TimeSpan healthyFor)
    {
        if (healthyFor >= HealthyAfter)
        {
            seconds = FirstSeconds;
        }
        var delay = TimeSpan.FromSeconds(seconds * (0.75 + random.NextDouble() / 4));
        seconds = Math.Min(seconds * 2, lastSeconds);
        return delay;
    }
}
