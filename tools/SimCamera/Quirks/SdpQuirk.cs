using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>A quirk of the SDP's text. The change is pure.</summary>
internal sealed class SdpQuirk(Func<string, string> change) : Quirk
{
    public override string OnSdp(RtspExchange exchange, string sdp) => change(sdp);
}
