using System.Net;
using Nvr.Core.Time;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Lets so many datagrams a second through, of one sender and of all. What it remembers is bounded by the limit of all. For one thread
/// at a time.
/// </summary>
internal sealed class FloodGate(DiscoveryOptions options, BoxClock clock)
{
    private const long WindowUs = 1_000_000;

    private readonly Dictionary<IPAddress, int> senders = [];
    private long windowUs;
    private int taken;

    public bool Admit(IPAddress sender)
    {
        long now = clock.MonotonicUs;
        if (now - windowUs >= WindowUs)
        {
            windowUs = now;
            taken = 0;
            senders.Clear();
        }
        int own = senders.GetValueOrDefault(sender);
        if (taken >= options.MaxPerSecond || own >= options.MaxPerSender)
        {
            return false;
        }
        taken++;
        senders[sender] = own + 1;
        return true;
    }
}
