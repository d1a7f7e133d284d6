using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Profile G: what recordings there are, and where to play them (ONVIF Recording Control and Replay). Stateless.</summary>
internal static class RecordingService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Recording, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <trc:GetServiceCapabilitiesResponse><trc:Capabilities DynamicRecordings="false" DynamicTracks="false" Encoding="H264 H265 JPEG" MaxRecordings="16"/></trc:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Recording, "GetRecordings", OnvifLevel.User, c => Xml.Of($"""
            <trc:GetRecordingsResponse>{Xml.Each(c.Device.Sources, Recording)}</trc:GetRecordingsResponse>
            """)),
        Operation.Of(Ns.Replay, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <trp:GetServiceCapabilitiesResponse><trp:Capabilities ReversePlayback="false" SessionTimeoutRange="60 60" RTP_RTSP_TCP="true"/></trp:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Replay, "GetReplayUri", OnvifLevel.User, ReplayUri),
    ];

    /// <summary>Contents of <c>tt:RecordingSourceInformation</c>.</summary>
    public static Xml SourceOf(MediaSource source) => Xml.Of($"""
        <tt:SourceId>{source.Token}</tt:SourceId><tt:Name>{source.Camera.Name}</tt:Name><tt:Location/><tt:Description/><tt:Address/>
        """);

    private static Xml Recording(MediaSource source) => Xml.Of($"""
        <trc:RecordingItem><tt:RecordingToken>{source.RecordingToken}</tt:RecordingToken><tt:Configuration><tt:Source>{SourceOf(source)}</tt:Source><tt:Content>Continuous</tt:Content><tt:MaximumRetentionTime>PT0S</tt:MaximumRetentionTime></tt:Configuration>
        <tt:Tracks><tt:Track><tt:TrackToken>Video_{source.Number}</tt:TrackToken><tt:Configuration><tt:TrackType>Video</tt:TrackType><tt:Description/></tt:Configuration></tt:Track></tt:Tracks></trc:RecordingItem>
        """);

    private static Xml ReplayUri(OnvifCall call)
    {
        string token = call.Required("RecordingToken");
        MediaSource source = call.Device.Sources.FirstOrDefault(s => s.RecordingToken == token)
            ?? throw SoapFault.Invalid("There is no such recording.", "ter:NoRecording");
        Uri url = MediaLookup.StreamUrl(call, source.Camera.ReplayUrl);
        return Xml.Of($"<trp:GetReplayUriResponse><trp:Uri>{url}</trp:Uri></trp:GetReplayUriResponse>");
    }
}
