using System.Diagnostics;

namespace Nvr.Sntp.Tests;

/// <summary>Debian's chronyd asks, and only says what it would do to the clock.</summary>
public sealed class ForeignClientTests
{
    [Theory]
    [InlineData(ClockTrust.Synchronised)]
    [InlineData(ClockTrust.Plausible)]
    public async Task Chronyd_TakesTheTime(ClockTrust trust)
    {
        await using RunningServer server = await RunningServer.StartAsync(trust);

        (int exit, string said) = await AskByChronyAsync(server, seconds: 30);

        Assert.True(exit == 0, said);
        Assert.Matches(@"System clock wrong by -?0\.0\d+ seconds", said);
    }

    [Fact]
    public async Task Chronyd_LeavesATimeThatIsNone()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.None);

        (int exit, string said) = await AskByChronyAsync(server, seconds: 8);

        Assert.True(exit != 0, said);
        Assert.DoesNotContain("System clock wrong by", said, StringComparison.Ordinal);
        await RunningServer.UntilAsync(() => server.Server.Counters.Answered > 0);
    }

    private static async Task<(int Exit, string Said)> AskByChronyAsync(RunningServer server, int seconds)
    {
        string folder = Directory.CreateTempSubdirectory("chrony-").FullName;
        try
        {
            string[] settings = [$"server {server.EndPoint.Address} port {server.EndPoint.Port} iburst", $"pidfile {folder}/pid", "cmdport 0", $"bindcmdaddress {folder}/command"];
            return await RunAsync("chronyd", ["-Q", "-x", "-u", Environment.UserName, "-t", $"{seconds}", "-f", "/dev/null", .. settings]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Exit, string Said)> RunAsync(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        string said = await process.StandardError.ReadToEndAsync(limit.Token) + await output;
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, said);
    }
}
