namespace Nvr.Onvif.Discovery;

/// <summary>What is new about a device.</summary>
public enum DiscoveryChange
{
    Found,

    /// <summary>Same device, but its address, interface or description differs from before.</summary>
    Changed,

    /// <summary>It said goodbye. Devices that are unplugged say nothing.</summary>
    Gone,
}
