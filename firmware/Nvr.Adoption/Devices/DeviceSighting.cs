using System.Net;
using System.Net.NetworkInformation;
using Nvr.Onvif.Device;
using Nvr.Onvif.Discovery;

namespace Nvr.Adoption.Devices;

/// <summary>
/// What was seen of a device at one moment. Only the address is always known; nulls mean "not learnt this time", never "has none". Texts may
/// be anything that a device sends: the book bounds them.
/// </summary>
public sealed record DeviceSighting
{
    public required IPAddress Address { get; init; }

    public PhysicalAddress? Mac { get; init; }

    public string? Serial { get; init; }

    /// <summary>As discovery names it: its endpoint's UUID. The weakest of the three identities.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The box's interface behind which it is.</summary>
    public string? Interface { get; init; }

    /// <summary>The board's or switch's name of the port that it is plugged into.</summary>
    public string? Port { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public string? Firmware { get; init; }

    /// <summary>What it calls itself.</summary>
    public string? Name { get; init; }

    /// <summary>What it calls itself towards the box's DHCP server.</summary>
    public string? HostName { get; init; }

    /// <summary>From discovery, and from what the device told when asked who it is.</summary>
    public static DeviceSighting Of(DiscoveredDevice device, DeviceIdentity? identity = null, string? port = null) => new()
    {
        Address = device.Address,
        Mac = device.Mac,
        Interface = device.Interface,
        EndpointId = device.EndpointId,
        Port = port,
        Name = device.Scopes.Name,
        HostName = device.HostName,
        Serial = identity?.SerialNumber,
        Maker = identity?.Manufacturer,
        Model = identity?.Model ?? device.Scopes.Hardware,
        Firmware = identity?.FirmwareVersion,
    };
}
