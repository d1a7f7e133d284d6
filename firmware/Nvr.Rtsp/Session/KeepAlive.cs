using Nvr.Rtsp.Connection;

namespace Nvr.Rtsp.Session;

/// <summary>
/// Sends a sign of life at half the session's timeout: OPTIONS, which every camera must know, then GET_PARAMETER only where it is
/// advertised. A refusal is survived by trying the other; a hang-up is remembered for the next session. One thread.
/// </summary>
internal sealed class KeepAlive
{
    // A hang-up later than this after an unanswered request has another cause.
    private const long BlameUs = 3_000_000;

    // A camera that calls every nonce stale must not be answered for ever.
    private const int MaxRenewals = 3;

    private readonly RtspDialogue dialogue;
    private readonly string uri;
    private readonly RtspMemory? memory;
    private readonly bool hasGetParameter;
    private readonly long intervalUs;
    private KeepAliveMethod method;
    private int pending;
    private int renewals;
    private long sentUs;
    private long dueUs;

    public KeepAlive(RtspDialogue dialogue, string uri, string? publicMethods, RtspMemory? memory, long nowUs)
    {
        this.dialogue = dialogue;
        this.uri = uri;
        this.memory = memory;
        hasGetParameter = publicMethods?.Contains("GET_PARAMETER", StringComparison.OrdinalIgnoreCase) ?? false;
        method = memory?.KeepAlive ?? KeepAliveMethod.Options;
        if (method == KeepAliveMethod.GetParameter && !hasGetParameter)
        {
            method = KeepAliveMethod.None;
        }
        intervalUs = (long)dialogue.SessionTimeout.TotalMicroseconds / 2;
        dueUs = nowUs + intervalUs;
    }

    public void SendWhenDue(long nowUs)
    {
        if (nowUs >= dueUs)
        {
            dueUs = nowUs + intervalUs;
            renewals = 0;
            Send(nowUs);
        }
    }

    /// <summary>Takes a reply that came while draining; replies to anything else are ignored.</summary>
    public void Take(RtspMessage reply, long nowUs)
    {
        if (pending == 0 || (reply.CSeq ?? pending) != pending)
        {
            return;
        }
        pending = 0;
        if (reply.Status == 401)
        {
            dialogue.Challenged(reply);
            if (++renewals <= MaxRenewals)
            {
                Send(nowUs);
            }
            return;
        }
        dialogue.Accepted();
        if (!reply.Succeeded)
        {
            method = Other();
        }
    }

    /// <summary>The camera hung up: was it our doing?</summary>
    public void ConnectionLost(long nowUs)
    {
        if (pending != 0 && nowUs - sentUs < BlameUs)
        {
            memory?.KeepAliveEndedSession(method);
        }
    }

    private KeepAliveMethod Other() => method switch
    {
        KeepAliveMethod.Options when hasGetParameter => KeepAliveMethod.GetParameter,
        KeepAliveMethod.GetParameter when (memory?.KeepAlive ?? KeepAliveMethod.Options) == KeepAliveMethod.Options => KeepAliveMethod.Options,
        _ => method,
    };

    private void Send(long nowUs)
    {
        if (method != KeepAliveMethod.None)
        {
            sentUs = nowUs;
            pending = dialogue.Send(method == KeepAliveMethod.Options ? "OPTIONS" : "GET_PARAMETER", uri);
        }
    }
}
