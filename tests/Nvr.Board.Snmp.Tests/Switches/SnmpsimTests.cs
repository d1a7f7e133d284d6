using ManagedSwitches;
using Nvr.Board.Poe;
using Nvr.Board.Snmp.Switches;
using Nvr.Board.Switches;

namespace Nvr.Board.Snmp.Tests.Switches;

/// <summary>The same switch played by another program: what is read does not depend on whose agent answers.</summary>
public sealed class SnmpsimTests
{
    private const string Mac = "02:53:49:4d:77:10";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Switch_OfSnmpsim_IsRead(bool byUser)
    {
        SwitchTable table = new SwitchTable().Supply(370, 9).Port(1, 3).Port(2, 2).Interface(10101, "Gi1/0/1", true).Interface(10102, "Gi1/0/2", false).BridgePort(1, 10101)
            .Heard(Mac, 1).With("1.3.6.1.2.1.1.2.0", $"objectid {SwitchAgent.Cisco}").With("1.3.6.1.4.1.9.9.402.1.2.1.9.1.1", "gauge 8750");
        await using SnmpsimAgent agent = await SnmpsimAgent.StartAsync(table);
        using SnmpSwitch opened = SnmpSwitchTests.Open(agent.EndPoint, byUser
            ? new SnmpAccess { UserName = "modern", Hash = SnmpHash.Sha256, Password = SwitchAgent.Password, EncryptionPassword = SwitchAgent.EncryptionPassword }
            : SnmpSwitchTests.Reading);

        IReadOnlyList<PoePort> ports = await opened.ReadAsync(CancellationToken.None);

        Assert.Equal([("desk.1", PoePower.Delivering, true), ("desk.2", PoePower.Searching, false)], ports.Select(p => (p.Name, p.Power, p.HasLink!.Value)));
        Assert.Equal(8.75, ports[0].Reading!.Watts);
        Assert.Equal(SnmpSwitchTests.Mac(Mac), Assert.Single(ports[0].Macs));
    }
}
