using System.Diagnostics;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Systemd;

/// <summary>What a service manager hears of the program.</summary>
public sealed class NotifyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Service_UnderSystemd_SaysReadyAliveAndStopping()
    {
        using var scratch = new Scratch();
        using var systemd = new NotifySocket(scratch.At("notify"));
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data)
        {
            Cameras = RecordedBox.NamedUrls(cameras),
            Environment = new Dictionary<string, string>
            {
                ["NOTIFY_SOCKET"] = scratch.At("notify"),
                ["WATCHDOG_USEC"] = "1000000",
                ["INVOCATION_ID"] = "0123456789abcdef0123456789abcdef",
            },
        };
        await using NvrdProcess box = await NvrdProcess.StartAsync(start);

        await Wait.UntilAsync(() => systemd.Messages.Contains("READY=1"), Patience, () => $"READY=1\n{box.Log}");
        await Wait.UntilAsync(() => Pings(systemd) >= 4, Patience, () => $"four pings; heard {string.Join(' ', systemd.Messages)}");
        Assert.DoesNotContain("STOPPING=1", systemd.Messages);
        Assert.Equal(0, await box.StopAsync());

        await Wait.UntilAsync(() => systemd.Messages.Contains("STOPPING=1"), Patience, () => $"STOPPING=1\n{box.Log}");
        Assert.Equal("READY=1", systemd.Messages[0]);
    }

    [Fact]
    public async Task Watchdog_IsNotFed_WhileTheThreadThatReadsTheCamerasIsStuck()
    {
        using var scratch = new Scratch();
        using var systemd = new NotifySocket(scratch.At("notify"));
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data)
        {
            Cameras = RecordedBox.NamedUrls(cameras),
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = scratch.At("notify"), ["WATCHDOG_USEC"] = "1000000" },
        };
        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        await Wait.UntilAsync(() => Pings(systemd) >= 3, Patience, () => $"three pings\n{box.Log}");

        // Each system call of that one thread takes a minute to begin.
        using Process stuck = Process.Start(new ProcessStartInfo(
            "strace", ["-q", "-o", "/dev/null", "-p", $"{PumpOf(box)}", "-e", "inject=all:delay_enter=60000000"]))!;
        int last = -1;
        await Wait.UntilAsync(
            async () =>
            {
                int before = Pings(systemd);
                await Task.Delay(TimeSpan.FromSeconds(3));
                last = Pings(systemd);
                return last == before;
            },
            Patience,
            () => $"no more pings; there were {last}");

        // The rest of the program goes on: it is not asleep as a whole.
        using var http = new HttpClient { BaseAddress = box.Address };
        Assert.True((await http.GetAsync("api/v1/setup", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        stuck.Kill();
        await stuck.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Pings(systemd) > last, TimeSpan.FromSeconds(90), () => "pings again");
    }

    [Fact]
    public async Task Log_UnderSystemd_CarriesThePrioritiesThatTheJournalReads()
    {
        // The program knows systemd by the name of its parent.
        const string Script = """
            "$@" > "$0" 2>&1 & pid=$!
            while kill -0 $pid 2> /dev/null && ! grep -q '^Open ' "$0"; do sleep 0.1; done
            kill -TERM $pid; wait $pid
            """;
        using var scratch = new Scratch();
        string systemd = scratch.At("systemd");
        string log = scratch.At("log");
        File.Copy("/bin/sh", systemd);

        ProgramResult ended = await ForeignProgram.RunAsync(
            systemd, "-c", Script, log, NvrdProgram.Path, "run", "--data", scratch.Data, "--listen", "127.0.0.1:0", "--camera", "door=rtsp://127.0.0.1:9/");

        string text = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        Assert.True(ended.ExitCode == 0, $"{ended}\n{text}");
        Assert.Contains(text.Split('\n'), l => l.StartsWith("<6>Nvr.Recording", StringComparison.Ordinal) && l.Contains("door", StringComparison.Ordinal));
        Assert.DoesNotContain(text.Split('\n'), l => l.StartsWith("20", StringComparison.Ordinal));
    }

    private static int PumpOf(NvrdProcess box) => int.Parse(
        Path.GetFileName(Directory.GetDirectories($"/proc/{box.Id}/task").Single(t => File.ReadAllText(Path.Combine(t, "comm")).StartsWith("camera-pump", StringComparison.Ordinal))),
        System.Globalization.CultureInfo.InvariantCulture);

    private static int Pings(NotifySocket systemd) => systemd.Messages.Count(m => m == "WATCHDOG=1");
}
