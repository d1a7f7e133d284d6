using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Quirks of the conversation: keep-alive, sessions, transports, headers. Immutable.</summary>
internal static class RtspQuirks
{
    private const string WithoutParameters = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN";

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        KeepAlive("get-parameter-400", "Advertises GET_PARAMETER and SET_PARAMETER and answers them with 400.", () => new RtspReply(400, "Bad Request")),
        KeepAlive("get-parameter-454", "Answers GET_PARAMETER and SET_PARAMETER with 454.", () => new RtspReply(454, "Session Not Found")),
        KeepAlive("get-parameter-closes", "Closes the connection on GET_PARAMETER and SET_PARAMETER.", () => RtspReply.Silence(closes: true)),
        KeepAlive("get-parameter-unadvertised", "Does not advertise GET_PARAMETER and answers it with 501.",
            () => new RtspReply(501, "Not Implemented"), p => p.PublicMethods = WithoutParameters),
        QuirkEntry.Of("session-timeout", "SECONDS", 10, "Drops a session that no request named for so long.",
            seconds => new PlanQuirk(p => p.SessionTimeoutSeconds = (int)seconds)),
        QuirkEntry.Plan("timeout-untold", "Drops idle sessions after 60 s without having told the timeout.", p => p.TellsTimeout = false),
        QuirkEntry.Of("session-limit", "COUNT", 1, "Refuses more sessions than this with 453.",
            count => new PlanQuirk(p => p.MaxSessions = (int)count)),
        QuirkEntry.Plan("setup-changes-session", "Each further SETUP changes the session id.", p => p.SessionIdChanges = true),
        QuirkEntry.Of("stale-session-data", "TIMEOUT", 10, "A broken connection's session sends on into the next connection until it times out.",
            seconds => new StaleSessionData((int)seconds)),
        QuirkEntry.Plan("data-before-play-reply", "Media come before the answer to PLAY.", p => p.DataBeforePlayReply = true),
        QuirkEntry.Plain("rtp-info-bogus", "RTP-Info always says seq=0 and rtptime=0.", () => new ReplyQuirk(BogusInfo)),
        QuirkEntry.Plain("rtp-info-missing", "PLAY is answered without RTP-Info.", () => new ReplyQuirk((_, r) => r.Remove("RTP-Info"))),
        QuirkEntry.Plain("header-trailing-junk", "Headers end in spaces and semicolons.", () => new ReplyQuirk(AddJunk)),
        QuirkEntry.Plan("udp-only", "Refuses TCP and multicast with 461.", p => (p.AllowTcp, p.AllowMulticast) = (false, false)),
        QuirkEntry.Plan("tcp-only", "Refuses UDP with 461.", p => (p.AllowUdp, p.AllowMulticast) = (false, false)),
        QuirkEntry.Plan("multicast-only", "Refuses TCP and unicast with 461.", p => (p.AllowTcp, p.AllowUdp) = (false, false)),
        QuirkEntry.Plan("slow-drip", "Writes its answers byte by byte.", p => p.BytesPerWrite = 1),
    ];

    private static QuirkEntry KeepAlive(string name, string sentence, Func<RtspReply> answer, Action<CameraPlan>? configure = null) =>
        QuirkEntry.Plain(name, sentence, () => new KeepAliveQuirk(answer, configure));

    private static void BogusInfo(RtspExchange exchange, RtspReply reply) => reply.Replace("RTP-Info", value =>
        string.Join(',', value.Split(',').Select(track => $"{track.Split(';')[0]};seq=0;rtptime=0")));

    private static void AddJunk(RtspExchange exchange, RtspReply reply)
    {
        foreach (string name in (string[])["Session", "Transport", "Content-Type", "Public", "RTP-Info"])
        {
            reply.Replace(name, value => value + " ; ; ");
        }
    }

    private sealed class KeepAliveQuirk(Func<RtspReply> answer, Action<CameraPlan>? configure) : Quirk
    {
        public override void Configure(CameraPlan plan) => configure?.Invoke(plan);

        public override ValueTask<RtspReply?> OnRequestAsync(RtspExchange exchange) =>
            ValueTask.FromResult(exchange.Request.Method is "GET_PARAMETER" or "SET_PARAMETER" ? answer() : null);
    }
}
