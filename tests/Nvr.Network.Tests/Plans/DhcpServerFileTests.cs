namespace Nvr.Network.Tests.Plans;

/// <summary>dnsmasq itself takes what it is told. That cameras get what they are to get from it, Nvr.Host.Tests/Networks sees.</summary>
public sealed class DhcpServerFileTests
{
    [Fact]
    public async Task DhcpServerFile_IsTakenByDnsmasq()
    {
        using var machine = new Machine();
        machine.Apply();

        (int exitCode, string said) = await Foreign.RunAsync("dnsmasq", "--test", $"--conf-file={machine.Places.DhcpServer}");

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task DhcpServerFile_WithALineTooMany_IsNotTaken()
    {
        using var machine = new Machine();
        machine.Apply();
        await File.AppendAllTextAsync(machine.Places.DhcpServer, "no-such-option\n", TestContext.Current.CancellationToken);

        Assert.NotEqual(0, (await Foreign.RunAsync("dnsmasq", "--test", $"--conf-file={machine.Places.DhcpServer}")).ExitCode);
    }
}
