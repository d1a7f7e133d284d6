using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Switches;

/// <summary>
/// A switch's PoE ports and supplies: RFC 3621's POWER-ETHERNET-MIB, and the figures that makers add, since the standard has none by port: Cisco's
/// CISCO-POWER-ETHERNET-EXT-MIB (cpeExtPsePortPwrConsumption) and HP's HP-ICF-POE-MIB (current, voltage, actual power). Stateless; failures are the session's.
/// </summary>
internal static class PoeTable
{
    public const uint AdminEnable = 3;
    public const uint Priority = 7;

    private const uint DetectionStatus = 6;
    private const uint Class = 10;
    private const uint Denied = 12;
    private const uint SupplyPower = 2;
    private const uint SupplyUsed = 4;
    private const double MilliwattsAWatt = 1000;
    private const double StepsAVolt = 10;

    private static readonly ObjectId Ports = ObjectId.Of("1.3.6.1.2.1.105.1.1.1");
    private static readonly ObjectId Supplies = ObjectId.Of("1.3.6.1.2.1.105.1.3.1.1");
    private static readonly ObjectId SystemObject = ObjectId.Of("1.3.6.1.2.1.1.2.0");
    private static readonly ObjectId Cisco = ObjectId.Of("1.3.6.1.4.1.9");
    private static readonly ObjectId CiscoConsumption = ObjectId.Of("1.3.6.1.4.1.9.9.402.1.2.1.9");
    private static readonly ObjectId Hp = ObjectId.Of("1.3.6.1.4.1.11");
    private static readonly ObjectId HpPorts = ObjectId.Of("1.3.6.1.4.1.11.2.14.11.1.9.1.1.1");

    /// <summary>The name of a port's cell, to be set.</summary>
    public static ObjectId Cell(uint column, PortKey port) => Ports.With(column, port.Group, port.Port);

    public static async Task<SortedDictionary<PortKey, PoeRow>> ReadAsync(SnmpSession session, CancellationToken cancellation)
    {
        var rows = new SortedDictionary<PortKey, PoeRow>(Comparer<PortKey>.Create((a, b) => (a.Group, a.Port).CompareTo((b.Group, b.Port))));
        foreach ((uint column, PortKey port, long number) in Cells(Ports, await session.WalkAsync(Ports, cancellation)))
        {
            rows[port] = Put(rows.GetValueOrDefault(port) ?? new PoeRow(), column, number);
        }
        if (rows.Count > 0)
        {
            await AddFiguresAsync(session, rows, cancellation);
        }
        return rows;
    }

    /// <summary>By group: what it can give and what it gives, in watts.</summary>
    public static async Task<Dictionary<uint, (double Budget, double? Used)>> ReadSuppliesAsync(SnmpSession session, CancellationToken cancellation)
    {
        var found = new Dictionary<uint, (double Budget, double? Used)>();
        foreach (Binding cell in await session.WalkAsync(Supplies, cancellation))
        {
            if (cell.Name.Behind(Supplies) is [var column, var group] && cell.Value.AsNumber is { } number)
            {
                (double budget, double? used) = found.GetValueOrDefault(group);
                found[group] = column switch { SupplyPower => (number, used), SupplyUsed => (budget, (double?)number), _ => (budget, used) };
            }
        }
        return found;
    }

    private static PoeRow Put(PoeRow row, uint column, long number) => column switch
    {
        AdminEnable => row with { IsEnabled = number == 1 },
        DetectionStatus => row with { Status = Small(number) },
        Priority => row with { ToldPriority = Small(number) },
        Class => row with { ToldClass = Small(number) },
        Denied => row with { Denials = number },
        _ => row,
    };

    private static async Task AddFiguresAsync(SnmpSession session, SortedDictionary<PortKey, PoeRow> rows, CancellationToken cancellation)
    {
        ObjectId maker = (await session.GetAsync([SystemObject], cancellation))[0].Name;
        if (maker.IsBelow(Cisco))
        {
            foreach (Binding cell in await session.WalkAsync(CiscoConsumption, cancellation))
            {
                if (cell.Name.Behind(CiscoConsumption) is [var group, var port] && cell.Value.AsNumber is { } milliwatts)
                {
                    Change(rows, new PortKey(group, port), r => r with { Watts = milliwatts / MilliwattsAWatt });
                }
            }
        }
        else if (maker.IsBelow(Hp))
        {
            foreach ((uint column, PortKey port, long number) in Cells(HpPorts, await session.WalkAsync(HpPorts, cancellation)))
            {
                Change(rows, port, r => PutHp(r, column, number));
            }
        }
    }

    private static PoeRow PutHp(PoeRow row, uint column, long number) => column switch
    {
        1 => row with { Milliamps = number },
        2 => row with { Volts = number / StepsAVolt },
        8 => row with { Watts = number / MilliwattsAWatt },
        _ => row,
    };

    private static void Change(SortedDictionary<PortKey, PoeRow> rows, PortKey port, Func<PoeRow, PoeRow> change)
    {
        if (rows.TryGetValue(port, out PoeRow? row))
        {
            rows[port] = change(row);
        }
    }

    private static IEnumerable<(uint Column, PortKey Port, long Number)> Cells(ObjectId table, IReadOnlyList<Binding> cells)
    {
        foreach (Binding cell in cells)
        {
            uint[] place = cell.Name.Behind(table).ToArray();
            if (place is [var column, var group, var port] && cell.Value.AsNumber is { } number)
            {
                yield return (column, new PortKey(group, port), number);
            }
        }
    }

    private static int Small(long number) => (int)Math.Clamp(number, 0, int.MaxValue);
}
