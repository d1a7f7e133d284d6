using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Quirks of cameras that refuse, vanish, stall or send elsewhere. Immutable.</summary>
internal static class FailureQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        Describe("not-found", "DESCRIBE is answered with 404.", _ => new RtspReply(404, "Not Found")),
        Describe("forbidden", "DESCRIBE is answered with 403.", _ => new RtspReply(403, "Forbidden")),
        Describe("server-error", "DESCRIBE is answered with 500.", _ => new RtspReply(500, "Internal Server Error")),
        Describe("unavailable", "DESCRIBE is answered with 503.", _ => new RtspReply(503, "Service Unavailable")),
        QuirkEntry.Plain("unauthorized", "Refuses every password.", () => new RequestQuirk(Unauthorized)),
        QuirkEntry.Plain("never-answers", "Takes requests and stays silent.", () => new RequestQuirk(_ => RtspReply.Silence(closes: false))),
        QuirkEntry.Plain("hangs-up", "Closes the connection at the first request.", () => new RequestQuirk(_ => RtspReply.Silence(closes: true))),
        QuirkEntry.Plain("not-rtsp", "Answers like a web server.", () => new ReplyQuirk((_, r) => r.WholeText = WebAnswer)),
        Describe("redirect-other-host", "DESCRIBE is redirected to another host (192.0.2.1, which is nobody).",
            _ => Redirect("rtsp://192.0.2.1:554/elsewhere")),
        Describe("redirect-self", "DESCRIBE is redirected to its own address, for ever.", x => Redirect(x.Request.Uri)),
        Describe("redirect-same-host", "DESCRIBE is redirected once, to another address on the same host.",
            x => x.Request.Uri.Contains("?moved", StringComparison.Ordinal) ? null : Redirect(x.BaseUrl.TrimEnd('/') + "?moved=1")),
        Playing("close-after", 10, "Closes the connection so long after PLAY.", session =>
        {
            session.Connection.Close();
            return true;
        }),
        Playing("stall-after", 10, "Sends no frame any more so long after PLAY; requests are still answered.", _ => false),
        Playing("half-open", 10, "So long after PLAY neither sends nor answers, with the socket open.", session =>
        {
            session.Connection.IsFrozen = true;
            return false;
        }),
        QuirkEntry.Of("reboot-every", "SECONDS", 30, "The server goes down for 3 s again and again.", seconds => new Reboots(seconds)),
    ];

    private const string WebAnswer = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";

    private static QuirkEntry Describe(string name, string sentence, Func<RtspExchange, RtspReply?> answer) =>
        QuirkEntry.Plain(name, sentence, () => new RequestQuirk(x => x.Request.Method == "DESCRIBE" ? answer(x) : null));

    private static QuirkEntry Playing(string name, double standard, string sentence, Func<RtspSession, bool> whenDue) =>
        QuirkEntry.Of(name, "SECONDS", standard, sentence, seconds => new PlayingQuirk(seconds, whenDue));

    private static RtspReply? Unauthorized(RtspExchange exchange) => exchange.Request.Method == "OPTIONS"
        ? null
        : new RtspReply(401, "Unauthorized").Add("WWW-Authenticate", Challenge.DigestMd5.Header("simcamera", "0123456789abcdef", stale: false));

    private static RtspReply Redirect(string location) => new RtspReply(302, "Moved Temporarily").Add("Location", location);
}
