using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SimCamera.Onvif;
using SimCamera.Tests.Quirks;

namespace SimCamera.Tests.Onvif;

/// <summary>The device's clock follows the time server that it was given: Debian's chronyd.</summary>
public sealed class NtpTests
{
    [Fact]
    public async Task Clock_WithAServer_FollowsIt()
    {
        await using Chrony chrony = Chrony.Serve();
        await using TestDevice test = await StartAsync(chrony, "onvif-wrong-clock=5");
        Assert.Equal(5 * 3600, test.Device.ClockOffset.TotalSeconds, 1.0);

        await FollowAsync(test);

        await SmallCamera.UntilAsync(() => Math.Abs(test.Device.ClockOffset.TotalSeconds) < 1);
        Assert.True(test.Device.FollowsNtp);
        test.Device.PutClock(TimeSpan.FromSeconds(-90));
        await SmallCamera.UntilAsync(() => Math.Abs(test.Device.ClockOffset.TotalSeconds) < 1);
    }

    [Fact]
    [Shows("onvif-ntp-deaf")]
    public async Task Deaf_TakesTheServerAndNeverAsksIt()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using TestDevice test = await StartAsync(((IPEndPoint)server.Client.LocalEndPoint!).Port, "onvif-ntp-deaf");

        await FollowAsync(test);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1", test.Device.NtpServer);
        Assert.Equal(0, server.Available);
    }

    [Fact]
    [Shows("onvif-no-ntp")]
    public async Task WithoutNtp_RefusesTheServer()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-no-ntp");

        Assert.NotEmpty((await test.Client.AskAsync(RawOnvif.Device, "SetNTP", Server)).Faults);

        Assert.Null(test.Device.NtpServer);
    }

    private const string Server = "<FromDHCP>false</FromDHCP><NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>127.0.0.1</tt:IPv4Address></NTPManual>";

    private static Task<TestDevice> StartAsync(Chrony chrony, string quirk) => StartAsync(chrony.Port, quirk);

    private static Task<TestDevice> StartAsync(int port, string quirk) => TestDevice.StartAsync(
        SmallCamera.Options with { Onvif = new OnvifOptions { NtpPort = port, NtpInterval = TimeSpan.FromMilliseconds(200) }, Quirks = [quirk] });

    private static async Task FollowAsync(TestDevice test)
    {
        (await test.Client.AskAsync(RawOnvif.Device, "SetNTP", Server)).Fine();
        (await test.Client.AskAsync(RawOnvif.Device, "SetSystemDateAndTime", "<DateTimeType>NTP</DateTimeType><DaylightSavings>false</DaylightSavings>")).Fine();
    }

    /// <summary>chronyd as a server of this machine's time, on a free port of loopback; it does not touch the clock.</summary>
    private sealed class Chrony : IAsyncDisposable
    {
        private readonly Process process;
        private readonly string folder;

        private Chrony(Process process, string folder, int port)
        {
            this.process = process;
            this.folder = folder;
            Port = port;
        }

        public int Port { get; }

        public static Chrony Serve()
        {
            using var free = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
            free.Close();
            string folder = Directory.CreateTempSubdirectory("chrony-").FullName;
            string[] own = [$"port {port}", "cmdport 0", $"bindcmdaddress {folder}/command", $"pidfile {folder}/pid"];
            string[] line = ["-d", "-x", "-u", Environment.UserName, "-f", "/dev/null", "local stratum 8", "allow 127.0.0.1", "bindaddress 127.0.0.1", .. own];
            return new Chrony(Process.Start(new ProcessStartInfo("chronyd", line))!, folder, port);
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
