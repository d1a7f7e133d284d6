using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Nvr.Network.Services;

namespace Nvr.Network.Tests.Services;

/// <summary>Debian's rsyslogd with the product's settings. There is no journal here: it takes a socket for it.</summary>
public sealed class SyslogTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-syslog-");

    private string Config => Path.Combine(folder.FullName, "run", "nvr-services", "rsyslog.conf");

    private string LogSocket => Path.Combine(folder.FullName, "log");

    [Fact]
    public async Task Settings_OfTheProduct_AreUnderstood()
    {
        Apply(5514, SyslogProtocol.Tcp);
        // The folder that the unit makes for it.
        File.WriteAllText(Config, File.ReadAllText(Config).Replace("/var/lib/nvr-syslog", folder.FullName, StringComparison.Ordinal));

        (int exitCode, string said) = await Foreign.RunAsync("/usr/sbin/rsyslogd", "-N1", "-f", Config);

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task Line_IsSent_AsRfc5424HasIt()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Apply(((IPEndPoint)server.Client.LocalEndPoint!).Port, SyslogProtocol.Udp);
        string settings = File.ReadAllText(Config);
        int at = settings.IndexOf("module(load=\"imjournal\"", StringComparison.Ordinal);
        settings = settings.Remove(at, settings.IndexOf('\n', at) - at)
            .Replace("/var/lib/nvr-syslog", folder.FullName, StringComparison.Ordinal);
        File.WriteAllText(Config, settings + $"module(load=\"imuxsock\" SysSock.Use=\"off\")\ninput(type=\"imuxsock\" Socket=\"{LogSocket}\")\n");
        using Process daemon = Process.Start(new ProcessStartInfo("/usr/sbin/rsyslogd", ["-n", "-i", "NONE", "-f", Config]))!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(s_limit);
            while (!File.Exists(LogSocket))
            {
                await Task.Delay(50, limit.Token);
            }
            (int exitCode, string said) = await Foreign.RunAsync("logger", "-u", LogSocket, "-t", "nvrd", "The front door is not recorded.");
            Assert.True(exitCode == 0, said);
            string line = "";
            while (!line.Contains("front door", StringComparison.Ordinal))
            {
                line = Encoding.UTF8.GetString((await server.ReceiveAsync(limit.Token)).Buffer);
            }

            Assert.Matches(@"^<\d+>1 \d{4}-\d\d-\d\dT\S+ nvr-4711 nvrd - - - +The front door is not recorded\.", line);
        }
        finally
        {
            daemon.Kill();
            await daemon.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Apply(int port, SyslogProtocol protocol)
    {
        string settings = Path.Combine(folder.FullName, "data", "settings");
        Directory.CreateDirectory(settings);
        SyslogFile file = SyslogTarget.Of("127.0.0.1", port, protocol).ToFile();
        File.WriteAllText(
            Path.Combine(settings, ServicesFile.Name),
            System.Text.Json.JsonSerializer.Serialize(new ServicesFile(Syslog: file), ServicesJson.Default.ServicesFile));
        Assert.Empty(new ServicesApplier(Path.GetDirectoryName(settings)!, new ServicePlaces(Path.Combine(folder.FullName, "run")), "nvr-4711").Apply());
    }
}
