using SimCamera.Quirks;

namespace SimCamera.Rtsp;

/// <summary>Answers requests as an RTSP 1.0 server (RFC 2326), through the quirks of the camera that is asked. Thread-safe.</summary>
internal sealed class RtspDispatcher(SimCameraServer server)
{
    public async Task<(RtspReply Reply, RtspExchange? Exchange)> HandleAsync(
        RtspConnection connection, RtspRequest request, CancellationToken stop)
    {
        RtspPath path = RtspPath.Parse(request.Uri);
        SimulatedCamera? camera = server.Find(path.Camera) ?? connection.Camera;
        if (camera is null)
        {
            return (Finish(Nameless(request), request), null);
        }

        if (camera.IsDown)
        {
            return (RtspReply.Silence(closes: true), null);
        }

        var exchange = new RtspExchange(connection, camera, path, request, stop);
        Arrive(exchange);
        RtspReply reply = await AnswerAsync(exchange).ConfigureAwait(false);
        Finish(reply, request);
        foreach (Quirk quirk in camera.Plan.Quirks)
        {
            quirk.OnReply(exchange, reply);
        }

        return (reply, exchange);
    }

    private static void Arrive(RtspExchange exchange)
    {
        SimulatedCamera camera = exchange.Camera;
        camera.Note(exchange.Request);
        if (exchange.Connection.Camera != camera)
        {
            exchange.Connection.Camera = camera;
            foreach (Quirk quirk in camera.Plan.Quirks)
            {
                quirk.OnArrival(exchange.Connection, camera);
            }
        }
    }

    private static RtspReply Nameless(RtspRequest request) => request.Method == "OPTIONS"
        ? RtspReply.Ok().Add("Public", "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER, SET_PARAMETER")
        : new RtspReply(404, "Not Found");

    private static RtspReply Finish(RtspReply reply, RtspRequest request)
    {
        reply.Headers.Insert(0, new("Server", "SimCamera"));
        reply.Headers.Insert(0, new("CSeq", request.Header("CSeq") ?? "0"));
        return reply;
    }

    private static async Task<RtspReply> AnswerAsync(RtspExchange exchange)
    {
        foreach (Quirk quirk in exchange.Camera.Plan.Quirks)
        {
            if (await quirk.OnRequestAsync(exchange).ConfigureAwait(false) is { } early)
            {
                return early;
            }
        }

        // As cameras do: OPTIONS needs no password.
        RtspReply? refusal = exchange.Request.Method == "OPTIONS" ? null : exchange.Camera.Gate.Check(exchange.Request);
        return refusal ?? exchange.Request.Method switch
        {
            "OPTIONS" => Options(exchange),
            "DESCRIBE" => Describe(exchange),
            "SETUP" => SetupAnswer.Make(exchange),
            "PLAY" => await PlayAsync(exchange).ConfigureAwait(false),
            "TEARDOWN" => Teardown(exchange),
            "GET_PARAMETER" or "SET_PARAMETER" => InSession(exchange, _ => RtspReply.Ok()),
            _ => new RtspReply(501, "Not Implemented"),
        };
    }

    private static RtspReply Options(RtspExchange exchange)
    {
        exchange.Camera.Session(exchange.Request.Session)?.Touch();
        return RtspReply.Ok().Add("Public", exchange.Camera.Plan.PublicMethods);
    }

    private static RtspReply Describe(RtspExchange exchange)
    {
        if (exchange.Tracks.Count == 0)
        {
            return new RtspReply(404, "Not Found");
        }

        RtspReply reply = RtspReply.Ok().Add("Content-Base", exchange.BaseUrl).Add("Content-Type", "application/sdp");
        reply.Body = SdpWriter.Write(exchange);
        return reply;
    }

    private static async Task<RtspReply> PlayAsync(RtspExchange exchange)
    {
        if (exchange.Camera.Session(exchange.Request.Session) is not { } session)
        {
            return NoSession();
        }

        session.Touch();
        ReplayRange? range = exchange.Path.IsReplay ? ReplayRange.Parse(exchange.Request) : null;
        if (exchange.Path.IsReplay && (range is null || !session.Tracks.Seek(range)))
        {
            return new RtspReply(457, "Invalid Range");
        }

        RtspReply reply = RtspReply.Ok().Add("Session", SetupAnswer.SessionHeader(session));
        if (!session.IsPlaying)
        {
            session.Tracks.Align();
            reply.Add("RTP-Info", session.Tracks.RtpInfo(exchange.BaseUrl));
            exchange.AfterReply = session.Start;
        }

        reply.Add("Range", range?.ToString() ?? "npt=now-");
        if (exchange.Camera.Plan.DataBeforePlayReply)
        {
            session.Start();
            await session.FirstSent.WaitAsync(exchange.Stop).ConfigureAwait(false);
        }

        return reply;
    }

    private static RtspReply Teardown(RtspExchange exchange) => InSession(exchange, session =>
    {
        session.End();
        return RtspReply.Ok();
    });

    private static RtspReply InSession(RtspExchange exchange, Func<RtspSession, RtspReply> answer)
    {
        // A keep-alive without a session only proves that the server lives.
        if (exchange.Request.Session is null)
        {
            return RtspReply.Ok();
        }

        if (exchange.Camera.Session(exchange.Request.Session) is not { } session)
        {
            return NoSession();
        }

        session.Touch();
        return answer(session).Add("Session", session.Id);
    }

    private static RtspReply NoSession() => new(454, "Session Not Found");
}
