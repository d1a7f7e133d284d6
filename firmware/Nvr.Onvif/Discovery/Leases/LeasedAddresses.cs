using System.Net;

namespace Nvr.Onvif.Discovery.Leases;

/// <summary>
/// The leases that are inside the networks behind the interfaces that are looked at: a DHCP server may serve others as well, which are none of
/// discovery's business. For one refreshing thread and any readers.
/// </summary>
internal sealed class LeasedAddresses(ILeaseTable table)
{
    private volatile LeasedAddress[] all = [];

    public IReadOnlyList<LeasedAddress> All => all;

    /// <summary>Of each device the lease that lasts longest, where it is known behind which interface that is.</summary>
    public IEnumerable<LeasedAddress> Placed => all.Where(l => l.Interface is not null).GroupBy(l => l.Lease.Mac).Select(g => g.Last());

    /// <summary>True when there is a device, or one at an address, that was not there before.</summary>
    public bool Refresh(IReadOnlyList<NetworkPlace> places)
    {
        LeasedAddress[] before = all;
        all = [.. table.Read().Select(l => Find(l, places)).OfType<LeasedAddress>()];
        return all.Any(now => !before.Any(b => b.Lease.Address.Equals(now.Lease.Address) && b.Lease.Mac.Equals(now.Lease.Mac)));
    }

    public Lease? At(IPAddress address, string interfaceName) => all.FirstOrDefault(l => l.Interface == interfaceName && l.Lease.Address.Equals(address))?.Lease;

    public Task WaitForChangeAsync(CancellationToken cancellation) => table.WaitForChangeAsync(cancellation);

    private static LeasedAddress? Find(Lease lease, IReadOnlyList<NetworkPlace> places)
    {
        string[] behind = [.. places.Where(p => p.Network.Contains(lease.Address)).Select(p => p.Interface).Distinct()];
        return behind.Length == 0 ? null : new LeasedAddress(lease, behind is [var only] ? only : null);
    }
}
