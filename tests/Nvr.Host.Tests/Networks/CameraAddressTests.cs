using System.Diagnostics;
using Nvr.Host.Tests.Adoption;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Networks;

/// <summary>What a camera gets from the box's DHCP server, set up as the product sets it up: dnsmasq itself, and a client that nobody here wrote, in networks of their own.</summary>
public sealed class CameraAddressTests
{
    private const string Bridge = "br-cam";

    private const string Board =
        """
        { "name": "B", "cameraNetworks": ["br-cam"], "officeNetwork": "office0", "gpio": [{ "name": "soc", "label": "none" }],
          "poe": { "budgetWatts": 60, "ports": [{ "name": "1", "interface": "lan1", "enable": { "on": "soc", "line": 1 } }] } }
        """;

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Camera_GetsAnAddressAndTheTime_AndNoWayOut()
    {
        using var scratch = new Scratch();
        await using NetworkNamespace box = await NetworkNamespace.CreateAsync();
        await using NetworkNamespace camera = await NetworkNamespace.CreateAsync();
        string config = await ApplyAsync(scratch);
        await box.InsideAsync("link", "add", Bridge, "type", "bridge");
        await box.InsideAsync("addr", "add", "10.77.0.1/22", "dev", Bridge);
        await box.InsideAsync("link", "set", Bridge, "up");
        await NetworkNamespace.IpAsync("link", "add", "lan1", "netns", box.Name, "type", "veth", "peer", "name", "eth0", "netns", camera.Name);
        await box.InsideAsync("link", "set", "lan1", "master", Bridge, "up");
        await camera.InsideAsync("link", "set", "eth0", "up");
        string[] line = [.. box.Through, "dnsmasq", "--keep-in-foreground", $"--conf-file={config}", "--pid-file=", "--user=root"];
        using Process server = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true })!;
        try
        {
            await ServesAsync(server.StandardError);

            string[] lease = (await ForeignProgram.OutputAsync(camera.Through[0], [.. camera.Through[1..], "udhcpc", "-i", "eth0", "-f", "-n", "-q", "-t", "30", "-T", "1", "-O", "ntpsrv", "-s", Script(scratch)])).Split('\n');

            string address = Assert.Single(lease, l => l.StartsWith("ip=10.77.", StringComparison.Ordinal))["ip=".Length..];
            Assert.Contains("mask=22", lease);
            Assert.Contains("ntpsrv=10.77.0.1", lease);
            Assert.Contains("router=", lease);
            Assert.Contains("dns=", lease);
            Assert.Contains("lease=1200", lease);
            Assert.Contains(address, await File.ReadAllTextAsync(scratch.At("leases"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task ServesAsync(StreamReader server)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        string said = "";
        while (!said.Contains("DHCP, IP range", StringComparison.Ordinal))
        {
            said += await server.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"dnsmasq ended: {said}");
        }
    }

    /// <summary>The configuration, but for the place of the leases.</summary>
    private static async Task<string> ApplyAsync(Scratch scratch)
    {
        await File.WriteAllTextAsync(scratch.At("board.json"), Board);
        ProgramResult result = await NvrdProgram.RunAsync("network", "apply", "--board", scratch.At("board.json"), "--data", scratch.Data, "--to", scratch.At("run"));
        Assert.True(result.ExitCode == 0, result.ToString());
        string config = scratch.At("run/nvr-network/dnsmasq.conf");
        string text = await File.ReadAllTextAsync(config);
        Assert.Contains("dhcp-leasefile=/var/lib/nvr-dhcp/leases\n", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(config, text.Replace("/var/lib/nvr-dhcp/leases", scratch.At("leases"), StringComparison.Ordinal));
        return config;
    }

    /// <summary>Tells what the client got, a line each; what it did not get has no value.</summary>
    private static string Script(Scratch scratch)
    {
        string script = scratch.At("lease");
        File.WriteAllText(script, "#!/bin/sh\n[ $1 = bound ] || exit 0\nprintf '%s\\n' ip=$ip mask=$mask router=$router dns=$dns ntpsrv=$ntpsrv lease=$lease\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }
}
