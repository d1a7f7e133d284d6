using System.Net.NetworkInformation;
using Nvr.Adoption.Adopted;
using Nvr.Board.Poe;

namespace Nvr.Adoption.Healing;

/// <summary>Which device hangs on which PoE port, as the ports were read last. Immutable.</summary>
internal sealed class Plugs(IReadOnlyList<PoePort> ports)
{
    public static Plugs None { get; } = new([]);

    /// <summary>By its MAC; where the switch tells none, by the port at which the device was last seen.</summary>
    public PoePort? PortOf(AdoptedDevice device) =>
        ports.FirstOrDefault(p => device.Mac is { } mac && p.Macs.Contains(mac))
        ?? ports.FirstOrDefault(p => p.Macs.Count == 0 && p.Name == device.Port);

    /// <summary>What shares supply and uplink with the device.</summary>
    public string GroupOf(AdoptedDevice device) => PortOf(device)?.Switch ?? device.Interface ?? "";

    /// <summary>Whether taking the power away hits nobody but the dead: whoever is unknown may be a whole switch.</summary>
    public bool CanCycle(AdoptedDevice device, IEnumerable<Patient> patients)
    {
        if (PortOf(device) is not { Power: PoePower.Delivering or PoePower.Fault } port)
        {
            return false;
        }
        HashSet<PhysicalAddress> dead = [.. patients.Where(p => p.IsDead).Select(p => p.Device.Mac).OfType<PhysicalAddress>()];
        return port.Macs.All(dead.Contains);
    }
}
