using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Changes or drops Content-Base, and the absolute address in the SDP that would make up for it.</summary>
internal sealed class ContentBase(Func<RtspExchange, string?> value) : Quirk
{
    public override void OnReply(RtspExchange exchange, RtspReply reply)
    {
        if (value(exchange) is { } header)
        {
            reply.Replace("Content-Base", _ => header);
        }
        else
        {
            reply.Remove("Content-Base");
        }
    }

    public override string OnSdp(RtspExchange exchange, string sdp) => SdpText.StarControl(sdp);
}
