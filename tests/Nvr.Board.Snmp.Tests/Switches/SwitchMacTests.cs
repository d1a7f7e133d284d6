using ManagedSwitches;
using Nvr.Board.Poe;
using Nvr.Board.Snmp.Switches;

namespace Nvr.Board.Snmp.Tests.Switches;

/// <summary>Which camera is on which port, by the ways in which makers number their ports.</summary>
public sealed class SwitchMacTests
{
    private const string First = "02:53:49:4d:77:10";
    private const string Second = "02:53:49:4d:77:11";

    [Fact]
    public async Task Stack_NumbersItsPortsByName()
    {
        // Interface numbers of their own, bridge ports by another count, and uplinks and groups of ports that are no PoE ports.
        SwitchTable table = new SwitchTable().Supply(370, 5).Supply(370, 0, group: 2).Port(1, 3).Port(5, 3, group: 2)
            .Interface(10101, "Gi1/0/1", true).Interface(10205, "Gi2/0/5", true).Interface(10149, "Te1/1/1", true).BridgePort(1, 10101).BridgePort(57, 10205)
            .Heard(First, 1).Heard(Second, 57, vlan: 20);
        table["1.3.6.1.2.1.2.2.1.3.5001"] = "integer 161";
        table["1.3.6.1.2.1.31.1.1.1.1.5001"] = "string Po5";

        IReadOnlyList<PoePort> ports = await ReadAsync(table);

        Assert.Equal(["desk.1.1", "desk.2.5"], ports.Select(p => p.Name));
        Assert.Equal([SnmpSwitchTests.Mac(First), SnmpSwitchTests.Mac(Second)], ports.Select(p => Assert.Single(p.Macs)));
        Assert.Equal(["desk.1", "desk.2"], ports.Select(p => p.Supply!.Name));
    }

    [Fact]
    public async Task Switch_WhoseNamesTellNothing_NumbersThemAsItsBridge()
    {
        SwitchTable table = SnmpSwitchTests.Small().Interface(101, "eth-a", true).Interface(102, "eth-b", false).BridgePort(1, 101).BridgePort(2, 102).Heard(First, 2);

        IReadOnlyList<PoePort> ports = await ReadAsync(table);

        Assert.Equal([true, false], ports.Select(p => p.HasLink));
        Assert.Empty(ports[0].Macs);
        Assert.Equal(SnmpSwitchTests.Mac(First), Assert.Single(ports[1].Macs));
    }

    [Fact]
    public async Task OldSwitch_HasOneTableForAll()
    {
        SwitchTable table = SnmpSwitchTests.Small().Interface(1, "1", true).Interface(2, "2", true).Heard(First, 1, vlan: null).Heard(Second, 2, vlan: null, status: 4);

        IReadOnlyList<PoePort> ports = await ReadAsync(table);

        Assert.Equal(SnmpSwitchTests.Mac(First), Assert.Single(ports[0].Macs));
        Assert.Empty(ports[1].Macs);
    }

    [Fact]
    public async Task Camera_ThatOnlyNamesItself_IsFoundByThat()
    {
        SwitchTable table = SnmpSwitchTests.Small().Interface(11, "ge-0/0/1", true).Interface(12, "ge-0/0/2", true).LocalPort(501, "ge-0/0/1").LocalPort(502, "ge-0/0/2")
            .Named(501, "02:00:00:00:00:99", First).Named(502, Second);

        IReadOnlyList<PoePort> ports = await ReadAsync(table);

        Assert.Equal([SnmpSwitchTests.Mac(First), SnmpSwitchTests.Mac(Second)], ports.Select(p => Assert.Single(p.Macs)));
    }

    [Fact]
    public async Task Camera_ThatFallsSilent_IsKept_AndMovesWhenItIsHeardElsewhere()
    {
        SwitchTable both = SnmpSwitchTests.Small().Interface(1, "1", true).Interface(2, "2", true);
        await using SwitchAgent agent = await SwitchAgent.StartAsync(SnmpSwitchTests.Small().Interface(1, "1", true).Interface(2, "2", true).Heard(First, 1));
        using SnmpSwitch opened = SnmpSwitchTests.Open(agent, SnmpSwitchTests.Reading);
        await opened.ReadAsync(CancellationToken.None);

        agent.Tell(both);
        Assert.Equal([1, 0], (await opened.ReadAsync(CancellationToken.None)).Select(p => p.Macs.Count));
        agent.Tell(both.Heard(First, 2));

        await opened.ReadAsync(CancellationToken.None);
        Assert.Equal([0, 1], (await opened.ReadAsync(CancellationToken.None)).Select(p => p.Macs.Count));
    }

    private static async Task<IReadOnlyList<PoePort>> ReadAsync(SwitchTable table)
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(table);
        return await SnmpSwitchTests.ReadAsync(agent, SnmpSwitchTests.Reading);
    }
}
