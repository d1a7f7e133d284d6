using System.Net;
using ManagedSwitches;
using Nvr.Board.Snmp.Switches;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Tests.Switches;

/// <summary>What is said when a switch cannot be read: each cause has a sentence of its own. The causes are real ones.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("nobody", SnmpHash.Sha1, SwitchAgent.Password, null, "knows no user nobody")]
    [InlineData("signed", SnmpHash.Sha1, "password-9", null, "does not accept the password of signed")]
    [InlineData("signed", SnmpHash.Sha256, SwitchAgent.Password, null, "another hash than SHA-256")]
    [InlineData("sealed", SnmpHash.Sha1, SwitchAgent.Password, "password-9", "The encryption password may be another one")]
    [InlineData("signed", SnmpHash.Sha1, SwitchAgent.Password, SwitchAgent.EncryptionPassword, "has no encryption for signed")]
    [InlineData("open", SnmpHash.Sha1, SwitchAgent.Password, null, "open")]
    [InlineData("sealed", SnmpHash.Sha1, SwitchAgent.Password, null, "does not let the user sealed read")]
    [InlineData("blind", SnmpHash.Sha1, SwitchAgent.Password, null, "does not let the user blind read")]
    public async Task User_ThatIsNotLetIn_IsToldWhy(string user, SnmpHash hash, string password, string? encryption, string expected)
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(SnmpSwitchTests.Small());
        using SnmpSwitch opened = SnmpSwitchTests.Open(
            agent.EndPoint, new SnmpAccess { UserName = user, Hash = hash, Password = password, EncryptionPassword = encryption }, seconds: 4);

        Assert.Contains(expected, await SentenceAsync(opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Community_ThatIsWrong_IsToldFromASwitchThatIsAway()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(SnmpSwitchTests.Small());
        using SnmpSwitch wrong = SnmpSwitchTests.Open(agent.EndPoint, new SnmpAccess { Community = "guess" }, seconds: 4);
        using var deaf = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using SnmpSwitch away = SnmpSwitchTests.Open((IPEndPoint)deaf.Client.LocalEndPoint!, new SnmpAccess { Community = "guess" }, seconds: 4);

        Assert.Contains("does not answer to this community", await SentenceAsync(wrong), StringComparison.Ordinal);
        Assert.Contains("does not answer. Check its address", await SentenceAsync(away), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WithoutAnAgent_IsTold()
    {
        IPEndPoint free;
        using (var closed = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            free = (IPEndPoint)closed.Client.LocalEndPoint!;
        }
        using SnmpSwitch opened = SnmpSwitchTests.Open(free, SnmpSwitchTests.Reading);

        Assert.Contains("Nothing answers to SNMP at", await SentenceAsync(opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_WithoutPoe_IsTold()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(new SwitchTable().Interface(1, "eth0", true));
        using SnmpSwitch opened = SnmpSwitchTests.Open(agent, SnmpSwitchTests.Reading);

        Assert.Contains("tells nothing of PoE", await SentenceAsync(opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ByWhomMayOnlyRead_IsToldAndChangesNothing()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(SnmpSwitchTests.Small());
        using SnmpSwitch opened = SnmpSwitchTests.Open(agent, SnmpSwitchTests.Reading);

        NvrException refusal = await Assert.ThrowsAsync<NvrException>(() => opened.SetPowerAsync("desk.1", false, CancellationToken.None));

        Assert.Equal(ErrorKind.Refused, refusal.Kind);
        Assert.Contains("may write", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(agent.Log);
    }

    [Fact]
    public async Task Switch_ThatIsUnplugged_IsToldFromOneOfAnotherPassword()
    {
        await using SwitchAgent agent = await SwitchAgent.StartAsync(SnmpSwitchTests.Small());
        using SnmpSwitch opened = SnmpSwitchTests.Open(
            agent.EndPoint, new SnmpAccess { UserName = "sealed", Password = SwitchAgent.Password, EncryptionPassword = SwitchAgent.EncryptionPassword }, seconds: 4);
        await opened.ReadAsync(CancellationToken.None);
        await agent.StopAsync();
        using var deaf = new System.Net.Sockets.UdpClient(agent.EndPoint);

        Assert.Contains("does not answer any more", await SentenceAsync(opened), StringComparison.Ordinal);
    }

    private static async Task<string> SentenceAsync(SnmpSwitch opened) => (await Assert.ThrowsAsync<NvrException>(() => opened.ReadAsync(CancellationToken.None))).Message;
}
