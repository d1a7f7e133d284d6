namespace Nvr.Onvif.Discovery.Leases;

/// <summary>A lease, and the box's interface behind which it must be; null where it may be behind several.</summary>
internal sealed record LeasedAddress(Lease Lease, string? Interface);
