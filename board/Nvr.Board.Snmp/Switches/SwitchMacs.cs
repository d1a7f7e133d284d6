using System.Net.NetworkInformation;
using System.Text;
using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Switches;

/// <summary>
/// Who is behind a switch's interfaces: by its forwarding table (Q-BRIDGE-MIB, else BRIDGE-MIB) and, where that tells nobody, by what devices say of themselves
/// (LLDP-MIB). Stateless; failures are the session's.
/// </summary>
internal static class SwitchMacs
{
    private const int MacBytes = 6;
    private const int Learned = 3;
    private const uint EntryPort = 2;
    private const uint EntryStatus = 3;
    private const uint ChassisKind = 4;
    private const uint Chassis = 5;
    private const uint PortKind = 6;
    private const uint Port = 7;
    private const int ChassisIsMac = 4;
    private const int PortIsMac = 3;

    private static readonly ObjectId VlanEntries = ObjectId.Of("1.3.6.1.2.1.17.7.1.2.2.1");
    private static readonly ObjectId PlainEntries = ObjectId.Of("1.3.6.1.2.1.17.4.3.1");
    private static readonly ObjectId Neighbours = ObjectId.Of("1.0.8802.1.1.2.1.4.1.1");
    private static readonly ObjectId LocalPorts = ObjectId.Of("1.0.8802.1.1.2.1.3.7.1.3");

    public static async Task<Dictionary<uint, IReadOnlyList<PhysicalAddress>>> ReadAsync(SnmpSession session, SwitchPlan plan, CancellationToken cancellation)
    {
        List<(PhysicalAddress Mac, uint Interface)> heard = await ForwardedAsync(session, plan, VlanEntries, cancellation);
        if (heard.Count == 0)
        {
            heard = await ForwardedAsync(session, plan, PlainEntries, cancellation);
        }
        HashSet<uint> told = [.. heard.Select(h => h.Interface)];
        heard.AddRange((await NeighboursAsync(session, plan, cancellation)).Where(n => !told.Contains(n.Interface)));
        return heard.GroupBy(h => h.Interface).ToDictionary(g => g.Key, g => (IReadOnlyList<PhysicalAddress>)[.. g.Select(h => h.Mac).Distinct()]);
    }

    private static async Task<List<(PhysicalAddress Mac, uint Interface)>> ForwardedAsync(
        SnmpSession session, SwitchPlan plan, ObjectId table, CancellationToken cancellation)
    {
        // Both tables have the same columns behind their keys.
        ObjectId ports = table.With(EntryPort);
        ObjectId states = table.With(EntryStatus);
        // Entries of the switch itself are no devices behind it.
        HashSet<ObjectId> own = [.. (await session.WalkAsync(states, cancellation)).Where(c => c.Value.AsNumber != Learned).Select(c => ports.With(c.Name.Behind(states)))];
        var heard = new List<(PhysicalAddress Mac, uint Interface)>();
        foreach (Binding cell in await session.WalkAsync(ports, cancellation))
        {
            if (!own.Contains(cell.Name) && MacAtEnd(cell.Name.Behind(ports)) is { } mac
                && cell.Value.AsNumber is > 0 and <= uint.MaxValue and { } number && (plan.InterfaceOfBridgePort((uint)number) ?? (uint)number) is var index)
            {
                heard.Add((mac, index));
            }
        }
        return heard;
    }

    private static async Task<List<(PhysicalAddress Mac, uint Interface)>> NeighboursAsync(SnmpSession session, SwitchPlan plan, CancellationToken cancellation)
    {
        // By time mark, local port and a number of the neighbour's own.
        var cells = new Dictionary<(uint, uint, uint), Dictionary<uint, SnmpValue>>();
        foreach (Binding cell in await session.WalkAsync(Neighbours, cancellation))
        {
            if (cell.Name.Behind(Neighbours) is [var column, var mark, var local, var neighbour])
            {
                if (!cells.TryGetValue((mark, local, neighbour), out Dictionary<uint, SnmpValue>? row))
                {
                    cells[(mark, local, neighbour)] = row = [];
                }
                row[column] = cell.Value;
            }
        }
        if (cells.Count == 0)
        {
            return [];
        }
        Dictionary<uint, string> names = [];
        foreach (Binding cell in await session.WalkAsync(LocalPorts, cancellation))
        {
            if (cell.Name.Behind(LocalPorts) is [var local] && cell.Value.Bytes is { } text)
            {
                names[local] = Encoding.UTF8.GetString(text);
            }
        }
        return
        [
            .. cells.Select(c => (Mac: MacOf(c.Value), Interface: InterfaceOf(plan, c.Key.Item2, names)))
                .Where(n => n.Mac is not null).Select(n => (n.Mac!, n.Interface)),
        ];
    }

    private static uint InterfaceOf(SwitchPlan plan, uint local, Dictionary<uint, string> names) =>
        (names.TryGetValue(local, out string? name) ? plan.InterfaceCalled(name) : null) ?? plan.InterfaceOfBridgePort(local) ?? local;

    // A camera has one port, whose MAC is the one that it speaks by.
    private static PhysicalAddress? MacOf(Dictionary<uint, SnmpValue> row) =>
        MacIn(row, PortKind, PortIsMac, Port) ?? MacIn(row, ChassisKind, ChassisIsMac, Chassis);

    private static PhysicalAddress? MacIn(Dictionary<uint, SnmpValue> row, uint kindColumn, int wanted, uint column) =>
        row.GetValueOrDefault(kindColumn)?.AsNumber == wanted && row.GetValueOrDefault(column)?.Bytes is { Length: MacBytes } mac ? new PhysicalAddress(mac) : null;

    private static PhysicalAddress? MacAtEnd(ReadOnlySpan<uint> place)
    {
        if (place.Length < MacBytes)
        {
            return null;
        }
        byte[] mac = new byte[MacBytes];
        ReadOnlySpan<uint> numbers = place[^MacBytes..];
        for (int i = 0; i < MacBytes; i++)
        {
            if (numbers[i] > byte.MaxValue)
            {
                return null;
            }
            mac[i] = (byte)numbers[i];
        }
        return new PhysicalAddress(mac);
    }
}
