using SimCamera.Quirks;
using SimCamera.Streaming;

namespace SimCamera.Rtsp;

/// <summary>Answers SETUP: finds the track, opens or widens the session, agrees on a transport. Stateless.</summary>
internal static class SetupAnswer
{
    public static RtspReply Make(RtspExchange exchange)
    {
        SimulatedCamera camera = exchange.Camera;
        CameraTrack? track = BackChannelTrack.IsIn(exchange) && exchange.Path.Track == BackChannelTrack.Id
            ? CameraTrack.OfLoudspeaker(BackChannelTrack.Id)
            : exchange.Tracks.FirstOrDefault(t => t.Id == (exchange.Path.Track ?? 0));
        if (track is null)
        {
            return new RtspReply(404, "Not Found");
        }

        RtspSession? session = camera.Session(exchange.Request.Session);
        if (session is null && exchange.Request.Session is not null)
        {
            return new RtspReply(454, "Session Not Found");
        }

        session ??= camera.OpenSession(exchange.Connection);
        return session is null ? new RtspReply(453, "Not Enough Bandwidth") : Agree(exchange, session, track);
    }

    public static string SessionHeader(RtspSession session) => session.Camera.Plan.TellsTimeout
        ? $"{session.Id};timeout={session.Camera.Plan.SessionTimeoutSeconds}"
        : session.Id;

    private static RtspReply Agree(RtspExchange exchange, RtspSession session, CameraTrack track)
    {
        CameraPlan plan = session.Camera.Plan;
        ITrackFeed feed = OpenTrack(exchange, session, track);
        if (TransportChoice.Open(exchange, session, track.Id, feed.Flow.Ssrc) is not { } transport)
        {
            if (session.Tracks.AreEmpty)
            {
                session.End();
            }

            return new RtspReply(461, "Unsupported Transport");
        }

        bool changes = plan.SessionIdChanges && !session.Tracks.AreEmpty;
        session.Tracks.Add(track.Id, feed, transport);
        session.Touch();
        if (changes)
        {
            session.Camera.Rename(session);
        }

        return RtspReply.Ok().Add("Transport", transport.Header).Add("Session", SessionHeader(session));
    }

    private static ITrackFeed OpenTrack(RtspExchange exchange, RtspSession session, CameraTrack track) =>
        exchange.Path.IsReplay && session.Camera.Device is { } device
            ? track.OpenReplay(session.Camera, device)
            : track.Open(session.Camera);
}
