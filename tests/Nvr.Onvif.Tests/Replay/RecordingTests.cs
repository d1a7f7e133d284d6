using Nvr.Core.Time;
using Nvr.Onvif.Replay;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Replay;

public sealed class RecordingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task List_Find_AndReplay()
    {
        using var server = new OnvifServer();
        server.On["FindRecordings"] = _ => Answer.Response("tse", "FindRecordings", "<tse:SearchToken>s1</tse:SearchToken>");
        int asked = 0;
        server.On["GetRecordingSearchResults"] = _ => Answer.Response("tse", "GetRecordingSearchResults", Interlocked.Increment(ref asked) == 1
            ? "<tse:ResultList><tt:SearchState>Searching</tt:SearchState></tse:ResultList>"
            : "<tse:ResultList><tt:SearchState>Completed</tt:SearchState><tt:RecordingInformation><tt:RecordingToken>R1</tt:RecordingToken><tt:Source><tt:Name>Door</tt:Name></tt:Source>"
                + "<tt:EarliestRecording>2026-01-01T00:00:00Z</tt:EarliestRecording><tt:LatestRecording>2026-01-02T00:00:00Z</tt:LatestRecording>"
                + "<tt:Track><tt:TrackToken>V1</tt:TrackToken><tt:TrackType>Video</tt:TrackType></tt:Track></tt:RecordingInformation></tse:ResultList>");
        server.On["FindEvents"] = _ => Answer.Response("tse", "FindEvents", "<tse:SearchToken>s2</tse:SearchToken>");
        server.On["GetEventSearchResults"] = _ => Answer.Response("tse", "GetEventSearchResults",
            "<tse:ResultList><tt:SearchState>Completed</tt:SearchState>" + State("2026-01-01T10:00:00Z", true) + State("2026-01-01T10:10:00Z", false) + State("2026-01-01T10:20:00Z", true) + "</tse:ResultList>");
        server.On["GetReplayUri"] = _ => Answer.Response("trp", "GetReplayUri", "<trp:Uri>rtsp://192.168.1.10/replay/R1</trp:Uri>");
        using OnvifCamera camera = await Connect.To(server);

        DeviceRecording recording = Assert.Single(await camera.Recordings!.ListAsync(None));
        IReadOnlyList<UtcRange> spans = await camera.Recordings.FindSpansAsync(recording, new UtcRange(At("2026-01-01T10:00:00Z"), At("2026-01-01T10:30:00Z")), None);
        Uri uri = await camera.Recordings.ReplayUriAsync(recording.Token, None);

        Assert.Equal(("R1", "Door", "V1"), (recording.Token, recording.SourceName, Assert.Single(recording.VideoTracks)));
        Assert.Equal(
            [new UtcRange(At("2026-01-01T10:00:00Z"), At("2026-01-01T10:10:00Z")), new UtcRange(At("2026-01-01T10:20:00Z"), At("2026-01-01T10:30:00Z"))], spans);
        Assert.Equal("rtsp://127.0.0.1/replay/R1", uri.AbsoluteUri);
    }

    [Fact]
    public async Task FindSpans_NoEventsOfRecording_IsTheOverlap()
    {
        using var server = new OnvifServer();
        using OnvifCamera camera = await Connect.To(server);
        var recording = new DeviceRecording("R", null, new UtcRange(new UtcTime(100), new UtcTime(200)), []);

        Assert.Equal([new UtcRange(new UtcTime(150), new UtcTime(200))], await camera.Recordings!.FindSpansAsync(recording, new UtcRange(new UtcTime(150), new UtcTime(900)), None));
        Assert.Empty(await camera.Recordings.FindSpansAsync(recording, new UtcRange(new UtcTime(300), new UtcTime(900)), None));
    }

    private static string State(string time, bool present) =>
        $"<tt:Result><tt:RecordingToken>R1</tt:RecordingToken><tt:TrackToken>V1</tt:TrackToken><tt:Time>{time}</tt:Time><tt:Event><wsnt:Topic>tns1:RecordingHistory/Track/State</wsnt:Topic>"
        + $"<wsnt:Message><tt:Message UtcTime='{time}'><tt:Data><tt:SimpleItem Name='IsDataPresent' Value='{(present ? "true" : "false")}'/></tt:Data></tt:Message></wsnt:Message></tt:Event><tt:StartStateEvent>false</tt:StartStateEvent></tt:Result>";

    private static UtcTime At(string text) => UtcTime.TryParse(text, out UtcTime time) ? time : throw new FormatException(text);
}
