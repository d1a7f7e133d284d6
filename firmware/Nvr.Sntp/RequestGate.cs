using System.Net;
using Nvr.Core.Time;

namespace Nvr.Sntp;

/// <summary>
/// Lets so many questions through, of one sender and of all. Senders share a fixed number of buckets by the hash of their address, so that a
/// flood of invented senders costs no memory. Thread-safe.
/// </summary>
internal sealed class RequestGate
{
    private const int Buckets = 1024;
    private const double SecondUs = 1_000_000;

    private readonly Lock gate = new();
    private readonly SntpOptions options;
    private readonly BoxClock clock;
    private readonly Bucket[] senders = new Bucket[Buckets];
    private Bucket all;

    public RequestGate(SntpOptions options, BoxClock clock)
    {
        this.options = options;
        this.clock = clock;
        long nowUs = clock.MonotonicUs;
        Array.Fill(senders, new Bucket(options.PerSenderAtOnce, nowUs));
        all = new Bucket(options.PerSecond, nowUs);
    }

    public bool Admit(IPAddress sender)
    {
        int index = (sender.GetHashCode() & int.MaxValue) % Buckets;
        lock (gate)
        {
            long nowUs = clock.MonotonicUs;
            senders[index] = senders[index].Filled(nowUs, options.PerSender, options.PerSenderAtOnce);
            all = all.Filled(nowUs, options.PerSecond, options.PerSecond);
            if (senders[index].Left < 1 || all.Left < 1)
            {
                return false;
            }
            senders[index] = senders[index] with { Left = senders[index].Left - 1 };
            all = all with { Left = all.Left - 1 };
            return true;
        }
    }

    private readonly record struct Bucket(double Left, long AtUs)
    {
        public Bucket Filled(long nowUs, double aSecond, double most) => new(Math.Min(most, Left + ((nowUs - AtUs) * aSecond / SecondUs)), nowUs);
    }
}
