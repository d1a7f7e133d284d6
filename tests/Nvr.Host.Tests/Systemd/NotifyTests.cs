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

    private static int Pings(NotifySocket systemd) => systemd.Messages.Count(m => m == "WATCHDOG=1");
}
