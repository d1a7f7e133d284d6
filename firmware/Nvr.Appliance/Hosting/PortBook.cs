using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Power.Keeping;

namespace Nvr.Appliance.Hosting;

/// <summary>Which MAC is behind which of the ports, and what the port does for a device. Thread-safe; a port that does not answer tells nothing.</summary>
internal sealed partial class PortBook(PowerKeeper power, ILogger<PortBook> logger)
{
    /// <summary>The port's name; null when nobody can tell, or when others are behind that port as well: then the port says nothing about this one.</summary>
    public async Task<string?> PortOf(PhysicalAddress mac, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<PoePort> all = await power.ReadAsync(cancellation);
            return all.FirstOrDefault(p => p.Macs.Contains(mac)) is { Macs.Count: 1 } port ? port.Name : null;
        }
        catch (NvrException e)
        {
            LogUnreadable(e.Message);
            return null;
        }
    }

    /// <summary>What the port where the device is, or was, does for it; as it was at the last look.</summary>
    public PlugFacts PlugOf(DeviceRecord device)
    {
        PortView? port = power.View.Ports.FirstOrDefault(p => device.Mac is { } mac && p.Port.Macs.Contains(mac)) ?? power.View.Ports.FirstOrDefault(p => p.Port.Name == device.Port);
        if (port is null)
        {
            return PlugFacts.Unknown;
        }
        bool isAlone = port.Port.Macs.Count == 1 && device.Mac is { } own && port.Port.Macs.Contains(own);
        return new PlugFacts(port.IsCycling ? PortPower.Unknown : PowerOf(port), port.Port.HasLink) { Port = isAlone ? port.Port.Name : null };
    }

    // A camera with a supply of its own asks for none: where the link is not told either, that a port searches says nothing.
    private static PortPower PowerOf(PortView port) => port.Port.Power switch
    {
        PoePower.Off => PortPower.SwitchedOff,
        PoePower.Denied => PortPower.Denied,
        PoePower.Fault => PortPower.Fault,
        PoePower.Delivering => PortPower.Delivering,
        PoePower.Searching when port.Port.HasLink is not null => PortPower.Searching,
        _ => PortPower.Unknown,
    };

    [LoggerMessage(LogLevel.Warning, "It cannot be told which port a device is plugged into: {Sentence}")]
    private partial void LogUnreadable(string sentence);
}
