using System.Globalization;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Replay;

/// <summary>
/// What is on a camera's own card (Profile G): which recordings, from when to when, and where they are replayed. Times are by the camera's
/// clock. Thread-safe. Failures are <see cref="NvrException"/>.
/// </summary>
public sealed class RecordingClient
{
    /// <summary>The Require header's value that turns an RTSP session into a replay (Streaming specification, "RTSP feature tag").</summary>
    public const string ReplayFeature = "onvif-replay";

    private const int MaxRecordings = 1000;
    private const int MaxRounds = 20;

    private readonly ServicePort search;
    private readonly ServicePort replay;

    internal RecordingClient(ServicePort search, ServicePort replay)
    {
        this.search = search;
        this.replay = replay;
    }

    /// <summary>All recordings with their spans.</summary>
    public async Task<IReadOnlyList<DeviceRecording>> ListAsync(CancellationToken cancellation)
    {
        XElement started = await search.CallAsync(
            "FindRecordings", cancellation, new XElement(search.Space + "Scope"), search.Element("KeepAliveTime", "PT30S"));
        string token = started.Text(search.Space + "SearchToken") ?? throw NoSearch();
        var found = new List<DeviceRecording>();
        for (int round = 0; round < MaxRounds && found.Count < MaxRecordings; round++)
        {
            XElement? results = (await search.CallAsync(
                "GetRecordingSearchResults", cancellation, search.Element("SearchToken", token), search.Element("WaitTime", "PT5S"))).Element(search.Space + "ResultList");
            found.AddRange((results?.Elements(Ns.Schema + "RecordingInformation") ?? []).Select(Recording));
            if (results.Text(Ns.Schema + "SearchState") is null or "Completed")
            {
                break;
            }
        }
        return found;
    }

    /// <summary>
    /// The parts of <paramref name="wanted"/> for which a recording has pictures, in order: asked from the camera's events of recording
    /// where it reports them, else the whole overlap of its span.
    /// </summary>
    public async Task<IReadOnlyList<UtcRange>> FindSpansAsync(DeviceRecording recording, UtcRange wanted, CancellationToken cancellation)
    {
        if (recording.Span is not { } span || !span.Overlaps(wanted))
        {
            return [];
        }
        var overlap = new UtcRange(span.Start > wanted.Start ? span.Start : wanted.Start, span.End < wanted.End ? span.End : wanted.End);
        IReadOnlyList<RecordedState> states = await StatesAsync(recording.Token, overlap, cancellation);
        return RecordedState.Spans(states, overlap);
    }

    /// <summary>Where the recording is replayed by RTSP; its host is always the camera's own.</summary>
    public async Task<Uri> ReplayUriAsync(string recording, CancellationToken cancellation)
    {
        var setup = new XElement(
            replay.Space + "StreamSetup",
            new XElement(Ns.Schema + "Stream", "RTP-Unicast"),
            new XElement(Ns.Schema + "Transport", new XElement(Ns.Schema + "Protocol", "RTSP")));
        XElement response = await replay.CallAsync("GetReplayUri", cancellation, setup, replay.Element("RecordingToken", recording));
        return replay.Channel.Guard.Stream(response.Text(replay.Space + "Uri"))
            ?? throw new NvrException(ErrorKind.Protocol, "The camera names no usable address for its recording.");
    }

    private async Task<IReadOnlyList<RecordedState>> StatesAsync(string recording, UtcRange span, CancellationToken cancellation)
    {
        try
        {
            XElement started = await search.CallAsync(
                "FindEvents",
                cancellation,
                search.Element("StartPoint", Text(span.Start)),
                search.Element("EndPoint", Text(span.End)),
                search.Element("Scope", new XElement(Ns.Schema + "IncludedRecordings", recording)),
                new XElement(search.Space + "SearchFilter"),
                search.Element("IncludeStartState", "true"),
                search.Element("KeepAliveTime", "PT30S"));
            return await ResultsAsync(started.Text(search.Space + "SearchToken") ?? throw NoSearch(), recording, cancellation);
        }
        catch (NvrException e) when (e.Kind is ErrorKind.Unsupported or ErrorKind.Refused or ErrorKind.InvalidInput or ErrorKind.NotFound)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<RecordedState>> ResultsAsync(string token, string recording, CancellationToken cancellation)
    {
        var found = new List<RecordedState>();
        for (int round = 0; round < MaxRounds; round++)
        {
            XElement? results = (await search.CallAsync(
                "GetEventSearchResults", cancellation, search.Element("SearchToken", token), search.Element("WaitTime", "PT5S"))).Element(search.Space + "ResultList");
            found.AddRange((results?.Elements(Ns.Schema + "Result") ?? [])
                .Where(r => r.Text(Ns.Schema + "RecordingToken") == recording)
                .Select(RecordedState.From)
                .OfType<RecordedState>());
            if (results.Text(Ns.Schema + "SearchState") is null or "Completed")
            {
                break;
            }
        }
        return found;
    }

    private static DeviceRecording Recording(XElement recording)
    {
        UtcTime? from = Xml.AsTime(recording.Text(Ns.Schema + "EarliestRecording"));
        UtcTime? to = Xml.AsTime(recording.Text(Ns.Schema + "LatestRecording"));
        XElement[] video = [.. recording.Elements(Ns.Schema + "Track").Where(t => t.Text(Ns.Schema + "TrackType") == "Video")];
        from ??= video.Select(t => Xml.AsTime(t.Text(Ns.Schema + "DataFrom"))).Min();
        to ??= video.Select(t => Xml.AsTime(t.Text(Ns.Schema + "DataTo"))).Max();
        return new DeviceRecording(
            recording.Text(Ns.Schema + "RecordingToken") ?? "",
            recording.Element(Ns.Schema + "Source").Text(Ns.Schema + "Name"),
            from is { } start && to is { } end && end > start ? new UtcRange(start, end) : null,
            [.. video.Select(t => t.Text(Ns.Schema + "TrackToken")).OfType<string>()])
        {
            SourceId = recording.Element(Ns.Schema + "Source").Text(Ns.Schema + "SourceId"),
        };
    }

    private static string Text(UtcTime time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static NvrException NoSearch() => new(ErrorKind.Protocol, "The camera began no search of its card.");
}
