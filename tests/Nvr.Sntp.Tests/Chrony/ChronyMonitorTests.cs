using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Nvr.Sntp.Chrony;

namespace Nvr.Sntp.Tests.Chrony;

/// <summary>Debian's chronyd is asked; it does not touch the clock.</summary>
public sealed class ChronyMonitorTests
{
    [Fact]
    public async Task ChronydThatFollowsAServer_TellsHowFarTheClockIsOff()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Synchronised);
        await using RunningChrony chrony = RunningChrony.Start($"server {server.EndPoint.Address} port {server.EndPoint.Port} iburst");

        await RunningServer.UntilAsync(() => chrony.Monitor.Ask() is not null);

        ChronyReport report = chrony.Monitor.Ask()!.Value;
        Assert.InRange(report.AheadMs, -200, 200);
        Assert.InRange(report.ErrorMs, double.Epsilon, 2000);
    }

    [Fact]
    public async Task ChronydThatHasItsOwnClockAlone_FollowsNobody()
    {
        await using RunningChrony chrony = RunningChrony.Start("local stratum 8");
        await RunningServer.UntilAsync(() => chrony.Tracking().Contains("7F7F0101", StringComparison.Ordinal));

        Assert.Null(chrony.Monitor.Ask());
    }

    [Fact]
    public async Task ChronydWithoutAnything_FollowsNobody()
    {
        await using RunningChrony chrony = RunningChrony.Start();
        await RunningServer.UntilAsync(() => chrony.Tracking().Contains("Not synchronised", StringComparison.Ordinal));

        Assert.Null(chrony.Monitor.Ask());
    }

    [Fact]
    public void WithoutChronyd_NothingIsKnown() => Assert.Null(new ChronyMonitor(RunningChrony.FreePort()).Ask());

    [Fact]
    public void ReplyToAnotherQuestion_IsNotBelieved()
    {
        byte[] reply = new byte[104];
        reply[0] = 6;
        reply[1] = 2;
        reply[5] = 33;
        reply[7] = 5;
        reply[19] = 7;
        reply[28] = 10;
        Assert.NotNull(ChronyMonitor.Read(reply, 7));

        Assert.Null(ChronyMonitor.Read(reply, 8));
        Assert.Null(ChronyMonitor.Read(reply.AsSpan(1), 7));
    }

    [Theory]
    [InlineData(0x00000000, 0)]
    [InlineData(0x02800000, 0.5)] // 0x0800000 x 2^(1 - 25)
    [InlineData(unchecked((int)0x03800000), -0.5)] // the fraction is negative
    [InlineData(unchecked((int)0xFE800000), 0.125)] // the exponent is
    public void Numbers_AreChronys(int bits, double value)
    {
        byte[] four = [(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits];

        Assert.Equal(value, ChronyMonitor.Number(four), 12);
    }

    private sealed class RunningChrony : IAsyncDisposable
    {
        private readonly Process process;
        private readonly string folder;
        private readonly int port;

        private RunningChrony(Process process, string folder, int port)
        {
            (this.process, this.folder, this.port) = (process, folder, port);
            Monitor = new ChronyMonitor(port);
        }

        public ChronyMonitor Monitor { get; }

        public static RunningChrony Start(params string[] settings)
        {
            int port = FreePort();
            string folder = Directory.CreateTempSubdirectory("chrony-").FullName;
            string[] line = ["-d", "-x", "-u", Environment.UserName, "-f", "/dev/null", .. settings, "port 0", $"cmdport {port}", "bindcmdaddress 127.0.0.1", "bindcmdaddress /", $"pidfile {folder}/pid"];
            return new RunningChrony(Process.Start(new ProcessStartInfo("chronyd", line))!, folder, port);
        }

        public static int FreePort()
        {
            using var free = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            return ((IPEndPoint)free.Client.LocalEndPoint!).Port;
        }

        /// <summary>What chrony's own program says.</summary>
        public string Tracking()
        {
            using Process chronyc = Process.Start(new ProcessStartInfo("chronyc", ["-h", "127.0.0.1", "-p", $"{port}", "-n", "tracking"]) { RedirectStandardOutput = true })!;
            string said = chronyc.StandardOutput.ReadToEnd();
            chronyc.WaitForExit();
            return said;
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
