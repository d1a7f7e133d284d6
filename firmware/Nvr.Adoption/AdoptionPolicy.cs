using System.Net;
using System.Net.Sockets;

namespace Nvr.Adoption;

/// <summary>
/// Where the camera network is. A device is adopted by itself only when everything that is known about its place says camera network: where
/// both interfaces and subnets are given, it must be behind one of the interfaces and inside one of the subnets (or have a link-local address
/// there). Where neither is given, every device waits for a person. Immutable and pure.
/// </summary>
public sealed record AdoptionPolicy
{
    /// <summary>Subnets that hold cameras only.</summary>
    public IReadOnlyList<IPNetwork> CameraNetworks { get; init; } = [];

    /// <summary>Names of interfaces behind which there are cameras only, such as the bridge of the PoE ports.</summary>
    public IReadOnlyList<string> CameraInterfaces { get; init; } = [];

    /// <summary>The box's own addresses, which are no camera's.</summary>
    public IReadOnlyList<IPAddress> OwnAddresses { get; init; } = [];

    /// <param name="address">Where the device is.</param>
    /// <param name="interfaceName">Behind which of the box's interfaces; null when unknown, which counts against it where interfaces are given.</param>
    public AdoptionDecision Decide(IPAddress address, string? interfaceName)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IsNoDevice(plain) || OwnAddresses.Contains(plain))
        {
            return AdoptionDecision.Refuse;
        }
        bool knowsPlace = CameraInterfaces.Count > 0 || CameraNetworks.Count > 0;
        return knowsPlace && IsBehindCameraInterface(interfaceName) && IsInCameraNetwork(plain) ? AdoptionDecision.Automatic : AdoptionDecision.Confirm;
    }

    private bool IsBehindCameraInterface(string? name) =>
        CameraInterfaces.Count == 0 || (name is not null && CameraInterfaces.Contains(name, StringComparer.Ordinal));

    // A link-local address cannot have come through a router, so the interface alone vouches for it; without one nothing does.
    private bool IsInCameraNetwork(IPAddress address) =>
        CameraNetworks.Count == 0
        || CameraNetworks.Any(n => n.Contains(address))
        || (CameraInterfaces.Count > 0 && IsLinkLocal(address));

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, _, _]);

    private static bool IsNoDevice(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.IsIPv6Multicast
        || address.Equals(IPAddress.IPv6Any)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is 0 or >= 224);
}
