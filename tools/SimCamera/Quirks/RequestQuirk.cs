using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>A quirk that answers some requests in its own way. The answer is made anew for each request; null lets it pass.</summary>
internal sealed class RequestQuirk(Func<RtspExchange, RtspReply?> answer) : Quirk
{
    public override ValueTask<RtspReply?> OnRequestAsync(RtspExchange exchange) => ValueTask.FromResult(answer(exchange));
}
