using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class TimeQuirkTests
{
    private const int Tick = 90_000 / 25;
    private const int HourTicks = 3600 * 90_000;

    [Fact, Shows("ts-duplicate")]
    public async Task TsDuplicate_Pictures_RepeatATime() => Assert.Contains(0, await StepsAsync("ts-duplicate", 30));

    [Fact, Shows("ts-backward")]
    public async Task TsBackward_Pictures_GoBack() => Assert.Contains(-4 * Tick, await StepsAsync("ts-backward", 30));

    [Fact, Shows("ts-jump-hours-once")]
    public async Task TsJump_OnePicture_IsHoursAway()
    {
        List<int> steps = await StepsAsync("ts-jump-hours-once", 40);

        Assert.Single(steps, s => s > 4 * HourTicks);
        Assert.Single(steps, s => s < -4 * HourTicks);
    }

    [Fact, Shows("ts-new-timeline")]
    public async Task TsNewTimeline_Pictures_StayAhead()
    {
        List<int> steps = await StepsAsync("ts-new-timeline=1", 40);

        // Seven hours of 90 kHz are more than 31 bits; the difference wraps like the time itself.
        Assert.Single(steps, s => s != Tick);
        Assert.Equal(unchecked((int)(7u * HourTicks)) + Tick, steps.Single(s => s != Tick));
    }

    [Fact, Shows("ts-wrap")]
    public async Task TsWrap_Pictures_PassZeroSmoothly()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("ts-wrap=2");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        RtpPacket before = await client.UntilAsync(p => p.Channel == 0);
        RtpPacket after = await client.UntilAsync(p => p.Channel == 0 && p.Time < before.Time);

        Assert.True(before.Time > uint.MaxValue - (3 * 90_000), $"{before.Time}");
        Assert.True(after.Time < Tick, $"{after.Time}");
    }

    [Fact, Shows("sr-clock-step")]
    public async Task SrClockStep_Reports_JumpAnHour()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("sr-clock-step=2");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        uint first = (await client.UntilAsync(p => p.Channel == 1)).NtpSeconds;

        await client.UntilAsync(p => p.Channel == 1 && p.NtpSeconds - first >= 3600);
    }

    [Fact, Shows("sr-1970")]
    public async Task Sr1970_Report_TellsAClockNeverSet()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("sr-1970");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);

        Assert.InRange((await client.UntilAsync(p => p.Channel == 1)).NtpSeconds, 2_208_988_800u, 2_208_988_800u + 100);
    }

    [Fact, Shows("sr-missing")]
    public async Task SrMissing_Playing_HasNoReports()
    {
        await using SimCameraServer usual = await SmallCamera.StartAsync();
        await using SimCameraServer odd = await SmallCamera.StartAsync("sr-missing");

        Assert.Contains(await AllAsync(usual), p => p.Channel == 1);
        Assert.DoesNotContain(await AllAsync(odd), p => p.Channel == 1);
    }

    private static async Task<List<RtpPacket>> AllAsync(SimCameraServer server)
    {
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        var packets = new List<RtpPacket>();
        while (packets.Count < 60)
        {
            packets.Add(await client.NextAsync());
        }

        return packets;
    }

    /// <summary>From each picture to the next; a picture ends with its marker, since its time may repeat.</summary>
    private static async Task<List<int>> StepsAsync(string quirk, int pictures)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        var times = new List<uint>();
        while (times.Count < pictures)
        {
            times.Add((await client.UntilAsync(p => p.Channel == 0 && p.Marker)).Time);
        }

        return [.. times.Zip(times.Skip(1), (a, b) => unchecked((int)(b - a)))];
    }
}
