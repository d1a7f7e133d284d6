using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core.Health;
using Nvr.Network.Services;

namespace Nvr.Network.Tests.Services;

/// <summary>Debian's snmpd with the product's settings, asked by a client that nobody here wrote.</summary>
public sealed class SnmpTests : IDisposable
{
    private const string Password = "a long password";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-snmp-");
    private readonly int port = FreePort();

    [Fact]
    public async Task Figures_AreForTheOneUser_EncryptedAlone_AndNobodyWrites()
    {
        using Process agent = Start();
        try
        {
            string answer = "";
            for (int tries = 0; tries < 60 && !answer.Contains("nvr-4711", StringComparison.Ordinal); tries++)
            {
                answer = await AskAsync("snmpget", ["-l", "authPriv", "-A", Password, "-X", Password], "1.3.6.1.2.1.1.5.0");
            }
            Assert.Contains("nvr-4711", answer, StringComparison.Ordinal);

            Assert.Contains("authorizationError", await AskAsync("snmpget", ["-l", "authNoPriv", "-A", Password], "1.3.6.1.2.1.1.5.0"), StringComparison.Ordinal);
            Assert.DoesNotContain("nvr-4711", await AskAsync("snmpget", ["-l", "authPriv", "-A", "another password", "-X", "another password"], "1.3.6.1.2.1.1.5.0"), StringComparison.Ordinal);
            Assert.DoesNotContain("nvr-4711", await RunAsync("snmpget", "-v", "2c", "-c", "public", "-r", "0", "-t", "2", Address, "1.3.6.1.2.1.1.5.0"), StringComparison.Ordinal);
            Assert.DoesNotContain("STRING", await AskAsync("snmpset", ["-l", "authPriv", "-A", Password, "-X", Password], "1.3.6.1.2.1.1.4.0", "s", "somebody"), StringComparison.Ordinal);
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Address => $"127.0.0.1:{port}";

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments) => (await Foreign.RunAsync(program, arguments)).Said;

    private Task<string> AskAsync(string program, string[] secrets, params string[] what) =>
        RunAsync(program, [.. new[] { "-v", "3", "-u", "watcher", "-a", "SHA-256", "-x", "AES", "-r", "0", "-t", "2" }, .. secrets, Address, .. what]);

    private Process Start()
    {
        string data = Path.Combine(folder.FullName, "data", "settings");
        Directory.CreateDirectory(data);
        var places = new ServicePlaces(Path.Combine(folder.FullName, "run"));
        new ServicesApplier(Path.GetDirectoryName(data)!, places, "nvr-4711").Apply();
        new ServicesDesk(data, places, new HealthBoard(), NullLogger<ServicesDesk>.Instance).LetAsk(SnmpAccess.Of("watcher", Password));
        Assert.Empty(new ServicesApplier(Path.GetDirectoryName(data)!, places, "nvr-4711").Apply());
        string settings = Path.Combine(places.Run, "nvr-services", "snmpd.conf");
        // Its usual port needs rights that a test has not.
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("udp:161", $"udp:{Address}", StringComparison.Ordinal));
        var start = new ProcessStartInfo("/usr/sbin/snmpd", ["-f", "-Lo", "-C", "-c", settings, "-I", "-smux"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SNMP_PERSISTENT_DIR"] = Path.Combine(folder.FullName, "kept");
        return Process.Start(start)!;
    }
}
