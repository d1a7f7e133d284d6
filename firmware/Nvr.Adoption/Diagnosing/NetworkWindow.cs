using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Diagnosing;

/// <summary>
/// What the last while shows of the way from one camera: readings of its stream, and how many pictures a second it says it sends. What lies
/// longer back counts no more, and what was before a new connection only until that was measured. For one thread at a time; times are monotonic microseconds.
/// </summary>
internal sealed class NetworkWindow
{
    private const long LongestUs = 45_000_000;

    /// <summary>Less says nothing: a single bad second would accuse the network.</summary>
    private const long ShortestUs = 20_000_000;

    /// <summary>A camera's owner may have set another rate since.</summary>
    private const long RateIsTrueForUs = 300_000_000;

    private readonly Queue<(long AtUs, StreamStatus Status)> readings = [];
    private (double PerSecond, long AtUs)? told;
    private long? shortSinceUs;
    private long measuredUs;

    /// <summary>Null while there is too little to say anything.</summary>
    public NetworkMeasure? Measure { get; private set; }

    /// <summary>Fewer pictures come than the camera once said, and it may be set to fewer now: it has to be asked before the network is accused.</summary>
    public bool IsRateDoubtful { get; private set; }

    /// <summary>What the camera says it is set to; null when it does not tell.</summary>
    public void Tell(double? framesPerSecond, long nowUs)
    {
        told = framesPerSecond is { } rate and > 0 ? (rate, nowUs) : null;
        IsRateDoubtful = false;
    }

    public void Add(StreamStatus status, long nowUs)
    {
        if (readings.TryPeek(out (long AtUs, StreamStatus Status) first) && first.Status.Connections != status.Connections)
        {
            readings.Clear();
        }
        readings.Enqueue((nowUs, status));
        while (nowUs - readings.Peek().AtUs > LongestUs)
        {
            readings.Dequeue();
        }
        first = readings.Peek();
        if (nowUs - first.AtUs >= ShortestUs && StreamFacts.Measure(first.Status, status, null) is { } measured)
        {
            Measure = WithRate(Averaged(measured), nowUs);
            measuredUs = nowUs;
        }
        else if (nowUs - measuredUs > LongestUs)
        {
            // Connections that break again and again are what a bad network does: what was measured holds for its while.
            Measure = null;
        }
    }

    private NetworkMeasure Averaged(NetworkMeasure measured) => measured with
    {
        Jitter = TimeSpan.FromMicroseconds(readings.Average(r => r.Status.JitterUs)),
        FramesPerSecond = readings.Average(r => r.Status.FramesPerSecond),
    };

    private NetworkMeasure WithRate(NetworkMeasure measured, long nowUs)
    {
        bool isShort = told is { } rate && NetworkJudge.IsShort(measured.FramesPerSecond, rate.PerSecond);
        shortSinceUs = isShort ? shortSinceUs ?? nowUs : null;
        IsRateDoubtful = isShort && (told!.Value.AtUs < shortSinceUs || nowUs - told.Value.AtUs > RateIsTrueForUs);
        return IsRateDoubtful ? measured : measured with { ExpectedFramesPerSecond = told?.PerSecond };
    }
}
