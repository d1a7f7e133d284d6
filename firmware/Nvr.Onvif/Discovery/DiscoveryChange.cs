namespace Nvr.Onvif.Discovery;

/// <summary>What is new about a device.</summary>
public enum DiscoveryChange
{
    Found,

    /// <summary>Same device, but its address, interface or description differs from before.</summary>
    Changed,

    /// <summary>It said goodbye, or turned out to be another entry. Devices that are unplugged say nothing.</summary>
    Gone,
}
