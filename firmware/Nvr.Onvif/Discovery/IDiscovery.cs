using System.Net;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Finds cameras. One instance runs for the life of the program and serves one watcher. Thread-safe; a network that is missing or
/// changes is a matter of time, never an exception.
/// </summary>
public interface IDiscovery
{
    DiscoveryCounters Counters { get; }

    /// <summary>All devices known now, in no order.</summary>
    IReadOnlyList<DiscoveredDevice> Known { get; }

    /// <summary>
    /// Probes, listens and yields news until cancelled: first what is known already, as found. A watcher that is slow loses no device: only
    /// the latest news of each waits.
    /// </summary>
    IAsyncEnumerable<DiscoveryEvent> WatchAsync(CancellationToken cancellation);

    /// <summary>Asks all networks now, beyond the regular rounds; returns when the questions are sent.</summary>
    Task ProbeAsync(CancellationToken cancellation);

    /// <summary>Asks these addresses directly, for networks that drop multicast; returns when the questions are sent.</summary>
    Task ProbeAsync(IEnumerable<IPAddress> addresses, CancellationToken cancellation);
}
