namespace Nvr.Onvif.Discovery.Leases;

/// <summary>What the box's DHCP server has given out. Thread-safe, but for one waiter at a time; where there is no such server, there are no leases.</summary>
public interface ILeaseTable
{
    /// <summary>Those that have not run out, the longest-lived last. Cheap; never fails: what cannot be read is not there.</summary>
    IReadOnlyList<Lease> Read();

    /// <summary>
    /// Returns when there may be something new since the last reading; throws when cancelled. Not every change need be told: whoever waits also reads
    /// from time to time.
    /// </summary>
    Task WaitForChangeAsync(CancellationToken cancellation);
}
