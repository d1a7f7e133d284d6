using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Torture.Box;
using Vm.Tests.Networks;
using Xunit;

namespace Vm.Tests.Services;

/// <summary>SSH, syslog and SNMP by the programs behind them, with the product's units as they are: closed until an administrator opens each, for a visitor who may look and change nothing, and closed again.</summary>
public sealed partial class ServicesStoryTests : IDisposable
{
    private const double MostExposure = 1.5;
    private const string Password = "a long password";
    private const string SysName = "1.3.6.1.2.1.1.5.0";

    /// <summary>nsExtendOutput1Line of "nvr-health" (NET-SNMP-EXTEND-MIB).</summary>
    private const string Health = "1.3.6.1.4.1.8072.1.3.2.3.1.1.10.110.118.114.45.104.101.97.108.116.104";

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-services-");

    [Fact]
    public async Task Services_AreClosed_Opened_AndClosedAgain()
    {
        await using NetworkBox box = await NetworkBox.StartAsync();
        // As the image has it.
        await box.SayAsync("sysctl -q -w net.ipv4.ip_unprivileged_port_start=80; systemctl start nvrd-services.service nvrd-services.path");
        int ssh = await box.OpenAsync("tcp", 22);
        int snmp = await box.OpenAsync("udp", 161);
        using var logs = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string key = await MakeKeyAsync("known");
        string stranger = await MakeKeyAsync("stranger");
        Assert.DoesNotContain("support", (await SshAsync(ssh, key, "id -un")).Output, StringComparison.Ordinal);

        await PutAsync(box, "ssh", new JsonObject { ["keys"] = await File.ReadAllTextAsync(key + ".pub", TestContext.Current.CancellationToken) });
        await PutAsync(box, "syslog", new JsonObject { ["server"] = "10.0.2.2", ["port"] = ((IPEndPoint)logs.Client.LocalEndPoint!).Port, ["protocol"] = "udp" });
        await PutAsync(box, "snmp", new JsonObject { ["user"] = "watcher", ["password"] = Password });

        // Somebody with the key looks around, reads the log, and changes nothing.
        ProgramResult visit = default!;
        await Wait.UntilAsync(async () => (visit = await SshAsync(ssh, key, "id -un; journalctl -q -n 1 -u nvrd -o cat")).ExitCode == 0, NetworkBox.Patience, () => $"a visitor is let in: {visit}\n{Journal(box)}");
        Assert.StartsWith("support\n", visit.Output, StringComparison.Ordinal);
        Assert.True(visit.Output.Trim().Split('\n').Length > 1, visit.Output);
        // With a terminal, as a person comes, who stays: dropbear takes the terminal away when nothing more can be typed.
        ProgramResult seated = await ForeignProgram.RunAsync("sh", ["-c", "sleep 20 | \"$@\"", "visit", "ssh", "-tt", .. Visit(ssh, key, "id -un; tty")]);
        Assert.True(seated.Output.Contains("support\r\n/dev/pts/", StringComparison.Ordinal), $"{seated}\n{Journal(box)}");
        foreach (string deed in new[] { "cat /etc/shadow", "ls /var/lib/nvr/settings", "touch /var/lib/nvr-ssh/../nvr/x", "kill 1", "busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager PowerOff b false" })
        {
            ProgramResult tried = await SshAsync(ssh, key, deed);
            Assert.True(tried.ExitCode is not 0 and not 255, $"{deed}: {tried}");
        }
        Assert.Contains("Permission denied", (await SshAsync(ssh, stranger, "id -un")).ToString(), StringComparison.Ordinal);

        // What the system logs arrives as RFC 5424 has it.
        await ReceiveAsync(box, logs, "rsyslogd");
        string marker = "marker-" + Guid.NewGuid().ToString("N");
        await box.SayAsync($"logger -t story {marker}; journalctl --sync");
        string line = await ReceiveAsync(box, logs, marker);
        Assert.Matches(@"^<\d+>1 \d{4}-\d\d-\d\dT", line);

        // Figures, and how the recorder is, for the one user.
        string said = "";
        await Wait.UntilAsync(async () => (said = await SnmpAsync(snmp, Password, SysName)).Contains("STRING", StringComparison.Ordinal), NetworkBox.Patience, () => $"SNMP answers: {said}\n{Journal(box)}");
        string? level = (await box.Api.GetAsync("health")).GetProperty("level").GetString();
        // What is not known yet alarms nobody.
        Assert.Contains($"\"{(level == "unknown" ? "ok" : level)}\"", await SnmpAsync(snmp, Password, Health), StringComparison.Ordinal);
        Assert.DoesNotContain("STRING", await SnmpAsync(snmp, "another password", SysName), StringComparison.Ordinal);

        foreach (string unit in new[] { "nvrd-services.service", "nvrd-syslog.service", "nvrd-snmp.service" })
        {
            string judged = await box.SayAsync($"systemd-analyze security --no-pager {unit} | tail -n 1");
            Assert.True(double.Parse(Exposure().Match(judged).Groups[1].Value, CultureInfo.InvariantCulture) <= MostExposure, judged);
        }
        Assert.DoesNotMatch(Misunderstood(), await box.SayAsync("journalctl -q -o cat -b -u nvrd-services -u nvrd-syslog -u nvrd-snmp -u nvrd-ssh.socket"));

        await PutAsync(box, "ssh", new JsonObject { ["keys"] = "" });
        await box.Api.SendAsync(HttpMethod.Delete, "box/services/syslog", null);
        await box.Api.SendAsync(HttpMethod.Delete, "box/services/snmp", null);
        await Wait.UntilAsync(async () => !(await SshAsync(ssh, key, "id -un")).Output.Contains("support", StringComparison.Ordinal), NetworkBox.Patience, () => $"SSH is closed\n{Journal(box)}");
        await Wait.UntilAsync(async () => !(await SnmpAsync(snmp, Password, SysName)).Contains("STRING", StringComparison.Ordinal), NetworkBox.Patience, () => "SNMP is closed");
        Assert.Equal("inactive", (await box.SayAsync("systemctl is-active nvrd-syslog.service || true")).Trim());
    }

    public void Dispose() => scratch.Delete(recursive: true);

    private static string Journal(NetworkBox box) => box.Guest.RunAsync("systemctl --no-pager -l -n 20 status 'nvrd-s*'; journalctl -q -o short --no-pager -u nvrd-s'*' | tail -n 60").GetAwaiter().GetResult().Output;

    private static Task<JsonElement> PutAsync(NetworkBox box, string service, JsonObject body) => box.Api.SendAsync(HttpMethod.Put, $"box/services/{service}", body);

    private static async Task<string> ReceiveAsync(NetworkBox box, UdpClient logs, string marker)
    {
        using var limit = new CancellationTokenSource(NetworkBox.Patience);
        List<string> lines = [];
        try
        {
            do
            {
                lines.Add(Encoding.UTF8.GetString((await logs.ReceiveAsync(limit.Token)).Buffer));
            }
            while (!lines[^1].Contains(marker, StringComparison.Ordinal));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{marker} is not among {lines.Count} lines:\n{string.Join('\n', lines.TakeLast(20))}\n{Journal(box)}");
        }
        return lines[^1];
    }

    private static async Task<string> SnmpAsync(int port, string password, string what)
    {
        ProgramResult result = await ForeignProgram.RunAsync(
            "snmpwalk", "-v", "3", "-l", "authPriv", "-u", "watcher", "-a", "SHA-256", "-A", password, "-x", "AES", "-X", password, "-r", "1", "-t", "4", "-Ci", "-On", $"127.0.0.1:{port}", what);
        return result.Output;
    }

    private async Task<string> MakeKeyAsync(string name)
    {
        string file = Path.Combine(scratch.FullName, name);
        await ForeignProgram.OutputAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file);
        return file;
    }

    private Task<ProgramResult> SshAsync(int port, string key, string command) => ForeignProgram.RunAsync("ssh", Visit(port, key, command));

    private string[] Visit(int port, string key, string command) =>
    [
        "-F", "none", "-i", key, "-p", port.ToString(CultureInfo.InvariantCulture), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
        "-o", "StrictHostKeyChecking=accept-new", "-o", $"UserKnownHostsFile={Path.Combine(scratch.FullName, "known_hosts")}", "support@127.0.0.1", command,
    ];

    [GeneratedRegex("Unknown (key|section|lvalue)|Failed to parse|[Ii]gnoring|Operation not permitted|Permission denied")]
    private static partial Regex Misunderstood();

    [GeneratedRegex("level for [^:]*: ([0-9.]+)")]
    private static partial Regex Exposure();
}
