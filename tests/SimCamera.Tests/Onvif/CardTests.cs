using System.Globalization;
using SimCamera.Onvif;
using SimCamera.Stamp;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class CardTests
{
    [Fact]
    public async Task Search_OfTheCard_TellsItsPast()
    {
        await using TestDevice test = await StartAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        OnvifAnswer summary = (await test.Client.AskAsync(RawOnvif.Search, "GetRecordingSummary")).Fine();
        OnvifAnswer search = (await test.Client.AskAsync(RawOnvif.Search, "FindRecordings", "<Scope/><KeepAliveTime>PT10S</KeepAliveTime>")).Fine();
        string token = $"<SearchToken>{search["SearchToken"]}</SearchToken>";
        OnvifAnswer found = (await test.Client.AskAsync(RawOnvif.Search, "GetRecordingSearchResults", token)).Fine();

        Assert.Equal(-60, (DateTimeOffset.Parse(summary["DataFrom"], CultureInfo.InvariantCulture) - now).TotalSeconds, 20.0);
        Assert.Equal(("1", "Completed", "Recording_1"), (summary["NumberRecordings"], found["SearchState"], found["RecordingToken"]));
        (await test.Client.AskAsync(RawOnvif.Search, "EndSearch", token)).Fine();
        Assert.NotEmpty((await test.Client.AskAsync(RawOnvif.Search, "GetRecordingSearchResults", token)).Faults);
    }

    [Fact]
    public async Task Search_AfterAReboot_TellsTwoSpans()
    {
        await using TestDevice test = await StartAsync();
        await test.Device.RebootAsync();
        OnvifAnswer search = (await test.Client.AskAsync(RawOnvif.Search, "FindEvents", "<StartPoint>2000-01-01T00:00:00Z</StartPoint><Scope/><SearchFilter/><IncludeStartState>false</IncludeStartState><KeepAliveTime>PT10S</KeepAliveTime>")).Fine();
        OnvifAnswer found = (await test.Client.AskAsync(RawOnvif.Search, "GetEventSearchResults", $"<SearchToken>{search["SearchToken"]}</SearchToken>")).Fine();

        Assert.Equal(["true", "false", "true"], found.All("SimpleItem").Where(i => (string?)i.Attribute("Name") == "IsRecording").Select(i => (string?)i.Attribute("Value")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Replay_OfAPastSpan_SendsItsPicturesWithTheirTimes(bool fast)
    {
        await using TestDevice test = await StartAsync();
        OnvifAnswer uri = (await test.Client.AskAsync(RawOnvif.Replay, "GetReplayUri", "<StreamSetup/><RecordingToken>Recording_1</RecordingToken>")).Fine();
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddSeconds(-30);
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        RawReply play = await CardReplay.PlayAsync(client, uri["Uri"], from, from.AddSeconds(2), fast);
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = await CardReplay.ToTheEndAsync(client);

        Assert.StartsWith("clock=", play.Header("Range"), StringComparison.Ordinal);
        Assert.All(pictures, p => Assert.Equal(p.Stamp.UtcUs, p.UtcUs));
        Assert.Equal(Enumerable.Range(0, pictures.Count).Select(i => pictures[0].Stamp.Counter + i), pictures.Select(p => p.Stamp.Counter));
        Assert.InRange((from - CardReplay.At(pictures[0].UtcUs)).TotalSeconds, -0.05, 0.45);
        Assert.InRange((CardReplay.At(pictures[^1].UtcUs) - from).TotalSeconds, 1.9, 2.01);
        Assert.Equal((0xA0, 0x10), (pictures[0].Flags, pictures[^1].Flags & 0x10));
        Assert.All(pictures.Skip(1).SkipLast(1), p => Assert.Equal(0, p.Flags & 0x70));
    }

    [Fact]
    public async Task Replay_AcrossAGap_JumpsAndSaysSo()
    {
        await using TestDevice test = await StartAsync();
        await test.Device.RebootAsync();
        DateTimeOffset back = TimeProvider.System.GetUtcNow();
        await SmallCamera.UntilAsync(() => TimeProvider.System.GetUtcNow() > back.AddSeconds(1));
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await CardReplay.PlayAsync(client, test.Camera.ReplayUrl.ToString(), back.AddSeconds(-3), back.AddSeconds(0.9), fast: true);
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = await CardReplay.ToTheEndAsync(client);

        int jump = pictures.FindIndex(1, p => (p.Flags & 0x20) != 0);
        Assert.True(jump > 0);
        Assert.Equal((0x40, 0xA0), (pictures[jump - 1].Flags & 0x40, pictures[jump].Flags & 0xA0));
        Assert.True(pictures[jump].UtcUs - pictures[jump - 1].UtcUs > 900_000);
    }

    [Fact]
    public async Task Replay_OfNothing_IsRefused()
    {
        await using TestDevice test = await StartAsync();
        await using TestDevice cardless = await TestDevice.OpenAsync();
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        using RawRtsp other = await RawRtsp.ConnectAsync(cardless.Server);
        RawReply play = await CardReplay.PlayAsync(client, test.Camera.ReplayUrl.ToString(), TimeProvider.System.GetUtcNow().AddHours(1), null, fast: false, status: 457);

        Assert.Equal(457, play.Status);
        Assert.Equal(404, (await other.AskAsync("DESCRIBE", cardless.Camera.ReplayUrl.ToString())).Status);
    }

    private static Task<TestDevice> StartAsync() => TestDevice.StartAsync(SmallCamera.Options with
    {
        Onvif = new OnvifOptions { CardSeconds = 60, RebootTime = TimeSpan.FromSeconds(1) },
    });
}
