using System.Net;
using System.Net.NetworkInformation;
using ManagedSwitches;
using Nvr.Board.Poe;
using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Snmp.Switches;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Tests.Switches;

/// <summary>Switches as net-snmp's daemon plays them: how one is let in, and what is read of the ports and changed.</summary>
public sealed class SnmpSwitchTests
{
    public static SnmpAccess Reading { get; } = new() { Community = "public" };

    public static SnmpAccess Writing { get; } = new() { Community = "private" };

    [Theory]
    [InlineData("open", SnmpHash.Sha1, null, null)]
    [InlineData("signed", SnmpHash.Sha1, SwitchAgent.Password, null)]
    [InlineData("sealed", SnmpHash.Sha1, SwitchAgent.Password, SwitchAgent.EncryptionPassword)]
    [InlineData("modern", SnmpHash.Sha256, SwitchAgent.Password, SwitchAgent.EncryptionPassword)]
    public async Task User_OfVersion3_IsLetInAndReads(string user, SnmpHash hash, string? password, string? encryption)
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(Small());

        IReadOnlyList<PoePort> ports = await ReadAsync(agent, new SnmpAccess { UserName = user, Hash = hash, Password = password, EncryptionPassword = encryption });

        Assert.Equal(["desk.1", "desk.2"], ports.Select(p => p.Name));
    }

    [Fact]
    public async Task User_OfASwitchThatStartedAgain_IsLetInAgain()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(Small());
        using SnmpSwitch opened = Open(agent, new SnmpAccess { UserName = "modern", Hash = SnmpHash.Sha256, Password = SwitchAgent.Password, EncryptionPassword = SwitchAgent.EncryptionPassword });
        Assert.Equal(2, (await opened.ReadAsync(CancellationToken.None)).Count);

        await agent.RestartAsync();

        Assert.Equal(2, (await opened.ReadAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Port_TellsWhatTheTableDoes()
    {
        SwitchTable table = new SwitchTable().Supply(120, 17).Port(1, 3, priority: 1, poeClass: 5).Port(2, 2).Port(3, 1).Port(4, 4, priority: 2);
        await using SwitchAgent agent = await SwitchAgent.StartAsync(table);

        IReadOnlyList<PoePort> ports = await ReadAsync(agent, Reading);

        Assert.Equal([PoePower.Delivering, PoePower.Searching, PoePower.Off, PoePower.Fault], ports.Select(p => p.Power));
        Assert.Equal([3, 1, 1, 2], ports.Select(p => p.Priority));
        Assert.Equal((4, null), (ports[0].Reading!.Class, ports[0].Reading!.Watts));
        Assert.Equal(new PoeSupply("desk", 120) { UsedWatts = 17, ShedsByItself = true }, ports[0].Supply);
        Assert.Contains("fault", ports[3].FaultSentence!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watts_OfCisco_AreItsConsumption()
    {
        SwitchTable table = Small().With("1.3.6.1.4.1.9.9.402.1.2.1.9.1.1", "gauge 5230").With("1.3.6.1.4.1.9.9.402.1.2.1.10.1.1", "gauge 9990");
        await using SwitchAgent agent = await SwitchAgent.StartAsync(table, SwitchAgent.Cisco);

        Assert.Equal(5.23, (await ReadAsync(agent, Reading))[0].Reading!.Watts);
    }

    [Fact]
    public async Task Watts_OfHp_ComeWithVoltsAndMilliamps()
    {
        SwitchTable table = Small().With("1.3.6.1.4.1.11.2.14.11.1.9.1.1.1.1.1.1", "integer 37").With("1.3.6.1.4.1.11.2.14.11.1.9.1.1.1.2.1.1", "integer 499")
            .With("1.3.6.1.4.1.11.2.14.11.1.9.1.1.1.8.1.1", "integer 1800");
        await using SwitchAgent agent = await SwitchAgent.StartAsync(table, SwitchAgent.Hp);

        Assert.Equal(new PoeReading(3, 49.9, 37, 1.8), (await ReadAsync(agent, Reading))[0].Reading);
    }

    [Fact]
    public async Task Power_SwitchedOffAndOn_IsSetAtThatPortAlone()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(Small());
        using SnmpSwitch opened = Open(agent, Writing);

        await opened.SetPowerAsync("desk.1", false, CancellationToken.None);
        Assert.Equal([PoePower.Off, PoePower.Searching], (await opened.ReadAsync(CancellationToken.None)).Select(p => p.Power));
        await opened.SetPowerAsync("desk.1", true, CancellationToken.None);
        await opened.SetPriorityAsync("desk.2", 3, CancellationToken.None);

        Assert.Equal(["1.3.6.1.2.1.105.1.1.1.3.1.1 2", "1.3.6.1.2.1.105.1.1.1.3.1.1 1", "1.3.6.1.2.1.105.1.1.1.7.1.2 1"], agent.Log);
    }

    [Fact]
    public async Task Cycle_ThatIsGivenUp_GivesThePowerBackAllTheSame()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(Small());
        using SnmpSwitch opened = Open(agent, Writing);
        using var stop = new CancellationTokenSource();
        Task cycle = opened.CycleAsync("desk.1", TimeSpan.FromHours(1), stop.Token);
        while (agent.Log.Count == 0)
        {
            await Task.Delay(20);
        }

        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<NvrException>(() => opened.CycleAsync("desk.1", TimeSpan.Zero, CancellationToken.None))).Kind);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle);
        Assert.Equal(["1.3.6.1.2.1.105.1.1.1.3.1.1 2", "1.3.6.1.2.1.105.1.1.1.3.1.1 1"], agent.Log);
    }

    [Fact]
    public async Task Port_ThatIsNotThere_IsNotFound()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(Small());
        using SnmpSwitch opened = Open(agent, Writing);

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => opened.SetPowerAsync("desk.9", false, CancellationToken.None))).Kind);
    }

    internal static SwitchTable Small() => new SwitchTable().Supply(60, 5).Port(1, 3).Port(2, 2);

    internal static SnmpSwitch Open(SwitchAgent agent, SnmpAccess access) => Open(agent.EndPoint, access);

    internal static SnmpSwitch Open(IPEndPoint at, SnmpAccess access, double seconds = 20) =>
        new(new ManagedSwitch("desk", at, access), new SnmpPatience(TimeSpan.FromSeconds(seconds), 2), TimeProvider.System, TimeSpan.Zero);

    internal static async Task<IReadOnlyList<PoePort>> ReadAsync(SwitchAgent agent, SnmpAccess access)
    {
        using SnmpSwitch opened = Open(agent, access);
        return await opened.ReadAsync(CancellationToken.None);
    }

    internal static PhysicalAddress Mac(string text) => PhysicalAddress.Parse(text.Replace(':', '-').ToUpperInvariant());
}
