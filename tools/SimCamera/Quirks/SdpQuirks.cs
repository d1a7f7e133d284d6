using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Quirks of DESCRIBE: addresses, headers and the SDP. Immutable.</summary>
internal static class SdpQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Sdp("sdp-no-origin", "The SDP has no o= line.", SdpText.WithoutOrigin),
        QuirkEntry.Sdp("control-star", "The SDP names the presentation a=control:*.", SdpText.StarControl),
        QuirkEntry.Plain("control-absolute", "The SDP names each track by its whole address.", () => new AbsoluteControl()),
        QuirkEntry.Sdp("unknown-payload-types", "The SDP has a video and an audio track of codings nobody knows.", SdpText.WithUnknownTracks),
        QuirkEntry.Sdp("huge-sdp", "The SDP is longer than a megabyte.", SdpText.Huge),
        QuirkEntry.Plain("no-content-type", "DESCRIBE is answered without Content-Type.",
            () => new ReplyQuirk((_, reply) => reply.Remove("Content-Type"))),
        QuirkEntry.Plain("content-base-missing", "DESCRIBE is answered without Content-Base.", () => new ContentBase(_ => null)),
        QuirkEntry.Plain("content-base-relative", "Content-Base is a path.", () => new ContentBase(x => $"/{x.Camera.Name}/")),
        QuirkEntry.Plain("content-base-broken", "Content-Base is no address at all.", () => new ContentBase(_ => "rtsp://0.0.0.0:0:/\\")),
        QuirkEntry.Plan("two-video-tracks", "The SDP has the other stream as a second video track.", p => p.SecondVideo = true),
        QuirkEntry.Plan("metadata-track", "The SDP has a track of ONVIF metadata.", p => p.Metadata = true),
    ];

    private sealed class AbsoluteControl : Quirk
    {
        public override string OnSdp(RtspExchange exchange, string sdp) => SdpText.AbsoluteControls(sdp, exchange.BaseUrl);
    }
}
