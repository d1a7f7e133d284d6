using System.Globalization;
using System.Text;
using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Switches;

/// <summary>
/// Which of a switch's interfaces is which PoE port. RFC 3621 numbers ports and says nothing of interfaces, so that names are asked first: <c>Gi2/0/5</c> is port 5 of group 2.
/// Where names tell nothing, the port's number is that of the bridge (RFC 4188), else of the interface. Immutable; <see cref="ReadAsync"/> fails as the session does.
/// </summary>
internal sealed class SwitchPlan
{
    private const int Ethernet = 6;
    private const int Up = 1;

    private static readonly ObjectId InterfaceNames = ObjectId.Of("1.3.6.1.2.1.31.1.1.1.1");
    private static readonly ObjectId InterfaceKinds = ObjectId.Of("1.3.6.1.2.1.2.2.1.3");
    private static readonly ObjectId InterfaceStates = ObjectId.Of("1.3.6.1.2.1.2.2.1.8");
    private static readonly ObjectId BridgePorts = ObjectId.Of("1.3.6.1.2.1.17.1.4.1.2");

    private readonly Dictionary<uint, string> names;
    private readonly Dictionary<uint, long> states;
    private readonly Dictionary<uint, long> bridge;

    public SwitchPlan(Dictionary<uint, string> names, Dictionary<uint, long> states, Dictionary<uint, long> bridge) =>
        (this.names, this.states, this.bridge) = (names, states, bridge);

    public static async Task<SwitchPlan> ReadAsync(SnmpSession session, CancellationToken cancellation)
    {
        Dictionary<uint, long> kinds = Numbers(InterfaceKinds, await session.WalkAsync(InterfaceKinds, cancellation));
        Dictionary<uint, long> states = Numbers(InterfaceStates, await session.WalkAsync(InterfaceStates, cancellation));
        var names = new Dictionary<uint, string>();
        foreach (Binding cell in await session.WalkAsync(InterfaceNames, cancellation))
        {
            // A port of a group of ports, or the processor's own, has a number like any other.
            if (cell.Name.Behind(InterfaceNames) is [var index] && cell.Value.Bytes is { } text && kinds.GetValueOrDefault(index, Ethernet) == Ethernet)
            {
                names[index] = Encoding.UTF8.GetString(text);
            }
        }
        return new SwitchPlan(names, states, Numbers(BridgePorts, await session.WalkAsync(BridgePorts, cancellation)));
    }

    /// <summary>The interface of a PoE port; null where nothing tells.</summary>
    /// <param name="port">Which.</param>
    /// <param name="isAlone">Whether the switch has one group alone, so that names need not tell it.</param>
    public uint? InterfaceOf(PortKey port, bool isAlone)
    {
        uint[] named = [.. names.Where(n => IsNamed(n.Value, port, isAlone)).Select(n => n.Key).Order()];
        return named.Length > 0 ? named[0] : !isAlone ? null : InterfaceOfBridgePort(port.Port) ?? (states.ContainsKey(port.Port) ? port.Port : null);
    }

    public uint? InterfaceOfBridgePort(uint port) => bridge.TryGetValue(port, out long index) ? (uint)index : null;

    public uint? InterfaceCalled(string name) => names.FirstOrDefault(n => n.Value == name) is { Value: not null } found ? found.Key : null;

    /// <summary>Null where it is not told.</summary>
    public bool? IsUp(uint networkInterface) => states.TryGetValue(networkInterface, out long state) ? state == Up : null;

    /// <summary>A table of one column of numbers, by the last number of its names.</summary>
    public static Dictionary<uint, long> Numbers(ObjectId column, IReadOnlyList<Binding> cells)
    {
        var numbers = new Dictionary<uint, long>();
        foreach (Binding cell in cells)
        {
            if (cell.Name.Behind(column) is [var index] && cell.Value.AsNumber is { } number and >= 0 and <= uint.MaxValue)
            {
                numbers[index] = number;
            }
        }
        return numbers;
    }

    // "Gi1/0/5", "2/5", "ge-0/0/5", "A5", "port 5", "5": the last number is the port, the first one of several the group.
    private static bool IsNamed(string name, PortKey port, bool isAlone)
    {
        string[] parts = name.Split('/');
        return NumberAtEnd(parts[^1]) == port.Port && (parts.Length == 1 ? isAlone : isAlone || NumberAtEnd(parts[0]) == port.Group);
    }

    private static uint? NumberAtEnd(string text) =>
        uint.TryParse(text.AsSpan(text.AsSpan().TrimEnd("0123456789").Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
