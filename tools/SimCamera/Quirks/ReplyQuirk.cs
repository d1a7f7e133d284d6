using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>A quirk that changes answers before they are written.</summary>
internal sealed class ReplyQuirk(Action<RtspExchange, RtspReply> change) : Quirk
{
    public override void OnReply(RtspExchange exchange, RtspReply reply) => change(exchange, reply);
}
