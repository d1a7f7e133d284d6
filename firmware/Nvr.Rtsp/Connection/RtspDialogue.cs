using System.Globalization;
using System.Text;
using Nvr.Core;
using Nvr.Core.Auth;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// Requests and replies on one control channel: numbers them, signs in when asked, follows the session id, answers the camera's own
/// requests. Owns the channel. One thread at a time.
/// </summary>
internal sealed class RtspDialogue(ControlChannel channel, CameraCredentials credentials, BoxClock clock, string userAgent, TimeSpan timeout)
    : IDisposable
{
    private const int MaxTries = 4;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(3);

    private int lastCSeq;

    public ControlChannel Channel { get; } = channel;

    /// <summary>As the camera gave it last; null before SETUP.</summary>
    public string? SessionId { get; private set; }

    /// <summary>How long the camera keeps a silent session; RFC 2326 section 12.37 says 60 s where the camera says nothing.</summary>
    public TimeSpan SessionTimeout { get; private set; } = TimeSpan.FromSeconds(60);

    /// <summary>What the camera answered last, refusals included; null before the first answer.</summary>
    public RtspMessage? LastReply { get; private set; }

    /// <summary>Media that arrive while a reply is awaited.</summary>
    public EarlyFrames Early { get; } = new();

    /// <summary>Asks and waits for the final reply, signing in on the way. Throws for silence, hang-ups and rejected credentials.</summary>
    public async Task<RtspMessage> AskAsync(string method, string uri, string headers, CancellationToken cancel)
    {
        for (int tries = 1; ; tries++)
        {
            RtspMessage reply = await ReplyToAsync(Send(method, uri, headers), cancel).ConfigureAwait(false);
            if (reply.Status != 401)
            {
                credentials.Accepted();
                return reply;
            }
            if (tries == MaxTries)
            {
                throw new NvrException(ErrorKind.Unauthorised, "The camera asks to sign in again and again. Restart the camera.");
            }
            credentials.Challenged(reply.All("WWW-Authenticate"));
        }
    }

    /// <summary>Sends a request without waiting; returns its number.</summary>
    public int Send(string method, string uri, string headers = "")
    {
        var text = new StringBuilder(512);
        lastCSeq++;
        text.Append(CultureInfo.InvariantCulture, $"{method} {uri} RTSP/1.0\r\nCSeq: {lastCSeq}\r\nUser-Agent: {userAgent}\r\n");
        if (credentials.Authorize(method, uri) is { } authorization)
        {
            text.Append(CultureInfo.InvariantCulture, $"Authorization: {authorization}\r\n");
        }
        if (SessionId is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Session: {SessionId}\r\n");
        }
        Channel.Send(Encoding.UTF8.GetBytes(text.Append(headers).Append("\r\n").ToString()));
        return lastCSeq;
    }

    /// <summary>Takes a 401 on a request that was sent without waiting.</summary>
    public void Challenged(RtspMessage reply) => credentials.Challenged(reply.All("WWW-Authenticate"));

    public void Accepted() => credentials.Accepted();

    public void NoteSession(RtspMessage reply)
    {
        if (SessionHeader.TryParse(reply["Session"], out SessionHeader session))
        {
            SessionId = session.Id;
            SessionTimeout = session.Timeout ?? SessionTimeout;
        }
    }

    /// <summary>Answers what the camera asks of us: it may ask what we can do and tell that its description changed.</summary>
    public void Answer(RtspMessage request)
    {
        string status = request.Method switch
        {
            "OPTIONS" => "200 OK\r\nPublic: OPTIONS, ANNOUNCE, GET_PARAMETER",
            "ANNOUNCE" or "GET_PARAMETER" or "SET_PARAMETER" => "200 OK",
            _ => "501 Not Implemented",
        };
        string number = request.CSeq is { } sequence ? $"CSeq: {sequence.ToString(CultureInfo.InvariantCulture)}\r\n" : "";
        Channel.TrySend(Encoding.UTF8.GetBytes($"RTSP/1.0 {status}\r\n{number}\r\n"));
    }

    public void Dispose() => Channel.Dispose();

    private async Task<RtspMessage> ReplyToAsync(int number, CancellationToken cancel)
    {
        long deadlineUs = clock.MonotonicUs + (long)timeout.TotalMicroseconds;
        while (true)
        {
            int read = FillOrExplain();
            if (TakeReply(number) is { } reply)
            {
                LastReply = reply;
                return reply;
            }
            if (clock.MonotonicUs >= deadlineUs)
            {
                throw Silence(LinkFailure.NoAnswer());
            }
            if (read == 0)
            {
                await Task.Delay(PollInterval, cancel).ConfigureAwait(false);
            }
            cancel.ThrowIfCancellationRequested();
        }
    }

    private int FillOrExplain()
    {
        try
        {
            return Channel.Fill(out _);
        }
        catch (NvrException e)
        {
            throw Silence(e);
        }
    }

    // A web server or something else at that port talks too, before it hangs up or waits for more.
    private NvrException Silence(NvrException usual) => Channel.GarbageBytes > 0 && !Early.Wanted
        ? new NvrException(ErrorKind.Protocol, "Something answers at this address, but not as a camera does. Check the port of the address.", usual)
        : usual;

    private RtspMessage? TakeReply(int number)
    {
        while (Channel.TryTake(out WirePiece piece))
        {
            if (!piece.IsMessage)
            {
                Early.Keep(piece);
                continue;
            }
            RtspMessage message = RtspMessage.Decode(piece);
            if (!message.IsReply)
            {
                Answer(message);
            }
            else if ((message.Status is < 100 or >= 200) && (message.CSeq ?? number) >= number)
            {
                // A smaller number is a late reply to an earlier request; a missing or greater one is a camera that cannot count.
                return message;
            }
        }
        return null;
    }
}
