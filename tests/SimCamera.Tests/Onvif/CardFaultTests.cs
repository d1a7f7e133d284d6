using System.Globalization;
using SimCamera.Onvif;
using SimCamera.Stamp;
using SimCamera.Tests.Quirks;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class CardFaultTests
{
    private const int Fps = 25;

    [Fact, Shows("onvif-card-lies")]
    public async Task Search_OfALyingCard_TellsMoreThanThereIs()
    {
        await using TestDevice test = await StartAsync("onvif-card-lies=600");
        OnvifAnswer summary = (await test.Client.AskAsync(RawOnvif.Search, "GetRecordingSummary")).Fine();
        DateTimeOffset from = DateTimeOffset.Parse(summary["DataFrom"], CultureInfo.InvariantCulture);

        Assert.Equal(-600, (from - test.Device.Card.Spans[0].From).TotalSeconds, 1.0);
    }

    [Fact, Shows("onvif-card-ends-early")]
    public async Task Replay_ThatEndsEarly_FallsSilentWithoutAWord()
    {
        await using TestDevice test = await StartAsync("onvif-card-ends-early=1");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await PlayAsync(test, client, 5);
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = await CardReplay.ToTheEndAsync(client, Fps);

        Assert.All(pictures, p => Assert.Equal(0, p.Flags & 0x10));
        // What comes next is the answer, not a picture.
        Assert.Equal(200, (await client.AskAsync("OPTIONS", test.Camera.ReplayUrl.ToString())).Status);
    }

    [Fact, Shows("onvif-card-wrong-clock")]
    public async Task Replay_WithAWrongClock_IsOffByIt()
    {
        await using TestDevice test = await StartAsync("onvif-card-wrong-clock=2");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await PlayAsync(test, client, 1);

        Assert.All(await CardReplay.ToTheEndAsync(client), p => Assert.Equal(2_000_000, p.UtcUs - p.Stamp.UtcUs));
    }

    [Fact, Shows("onvif-card-no-clock")]
    public async Task Replay_WithoutClock_HasNoExtension()
    {
        await using TestDevice test = await StartAsync("onvif-card-no-clock");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await PlayAsync(test, client, 1);

        Assert.Equal(0x80, (await client.UntilAsync(p => p.Channel == 0)).Bytes[0]);
    }

    [Fact, Shows("onvif-card-overlaps")]
    public async Task Replay_ThatOverlaps_SendsPicturesAgain()
    {
        await using TestDevice test = await StartAsync("onvif-card-overlaps");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await PlayAsync(test, client, 6);
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = await CardReplay.ToTheEndAsync(client);

        Assert.True(pictures.Count - pictures.Select(p => p.Stamp.Counter).Distinct().Count() >= 2 * Fps);
    }

    [Fact, Shows("onvif-card-endless")]
    public async Task Replay_WithoutEnd_GoesOnPastIt()
    {
        await using TestDevice test = await StartAsync("onvif-card-endless");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        DateTimeOffset from = await PlayAsync(test, client, 1);
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = await CardReplay.ToTheEndAsync(client, 4 * Fps);

        Assert.Equal(4 * Fps, pictures.Count);
        Assert.True(CardReplay.At(pictures[^1].UtcUs) > from.AddSeconds(3));
    }

    private static Task<TestDevice> StartAsync(string quirk) =>
        TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { CardSeconds = 60 }, Quirks = [quirk] });

    private static async Task<DateTimeOffset> PlayAsync(TestDevice test, RawRtsp client, double seconds)
    {
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddSeconds(-30);
        await CardReplay.PlayAsync(client, test.Camera.ReplayUrl.ToString(), from, from.AddSeconds(seconds), fast: true);
        return from;
    }
}
