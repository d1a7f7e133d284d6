namespace Nvr.Onvif.Discovery;

/// <summary>What is new about a device.</summary>
public enum DiscoveryChange
{
    Found,

    /// <summary>Same device, but its address, interface or description differs from before.</summary>
    Changed,

    /// <summary>It said goodbye, turned out to be another entry, or was forgotten for lack of room. Devices that are unplugged say nothing.</summary>
    Gone,
}
