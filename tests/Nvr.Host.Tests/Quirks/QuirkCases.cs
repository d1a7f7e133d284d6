using SimCamera;
using SimCamera.Quirks;

namespace Nvr.Host.Tests.Quirks;

/// <summary>
/// Every quirk that the simulated camera knows, as a camera with the outcome that must follow. The catalogue leads: a quirk that is not
/// named here must be recorded whole.
/// </summary>
internal static class QuirkCases
{
    private static readonly Dictionary<string, (Outcome Outcome, string[] States)> NotWhole = new()
    {
        // Pictures are lost on the way or never sent.
        ["loss"] = (Outcome.Interrupted, ["recording"]),
        ["close-after"] = (Outcome.Interrupted, ["unreachable"]),
        ["reboot-every"] = (Outcome.Interrupted, ["unreachable"]),
        ["stall-after"] = (Outcome.Interrupted, ["stalled"]),
        ["half-open"] = (Outcome.Interrupted, ["stalled"]),
        // Nothing to record.
        ["forbidden"] = (Outcome.Explained, ["refused", "unauthorised"]),
        ["hangs-up"] = (Outcome.Explained, ["unreachable"]),
        ["huge-sdp"] = (Outcome.Explained, ["unusable"]),
        ["never-answers"] = (Outcome.Explained, ["unreachable"]),
        ["not-found"] = (Outcome.Explained, ["refused"]),
        ["not-rtsp"] = (Outcome.Explained, ["unusable"]),
        ["redirect-other-host"] = (Outcome.Explained, ["refused"]),
        ["redirect-self"] = (Outcome.Explained, ["refused"]),
        ["server-error"] = (Outcome.Explained, ["refused", "unreachable"]),
        ["unauthorized"] = (Outcome.Explained, ["unauthorised"]),
        ["unavailable"] = (Outcome.Explained, ["refused", "unreachable"]),
    };

    /// <summary>Values that show the quirk within the gallery's half minute.</summary>
    private static readonly Dictionary<string, string[]> Shown = new()
    {
        ["close-after"] = ["close-after=5"],
        ["reboot-every"] = ["reboot-every=8"],
        ["stall-after"] = ["stall-after=5"],
        ["half-open"] = ["half-open=5"],
        ["long-gop"] = ["long-gop=120"],
        ["params-change-every"] = ["params-change-every=4"],
        ["session-timeout"] = ["session-timeout=6"],
        ["sr-clock-step"] = ["sr-clock-step=5"],
        ["ts-new-timeline"] = ["ts-new-timeline=8"],
        ["ts-wrap"] = ["ts-wrap=5"],
        ["loss"] = ["loss=3", "udp-only"],
        ["reorder"] = ["reorder", "udp-only"],
        // Over TCP nothing can be missing before the first packet, and the header is not read.
        ["rtp-info-bogus"] = ["rtp-info-bogus", "udp-only"],
        ["rtp-info-missing"] = ["rtp-info-missing", "udp-only"],
        ["duplicate-packets"] = ["duplicate-packets", "udp-only"],
        // A short session time makes the recorder keep it alive within the run.
        ["get-parameter-400"] = ["get-parameter-400", "session-timeout=6"],
        ["get-parameter-454"] = ["get-parameter-454", "session-timeout=6"],
        ["get-parameter-closes"] = ["get-parameter-closes", "session-timeout=6"],
        ["get-parameter-unadvertised"] = ["get-parameter-unadvertised", "session-timeout=6"],
    };

    private static readonly HashSet<string> AsksForPassword =
        ["basic-only", "digest-no-qop", "digest-sha256-only", "several-challenges", "stale-nonce", "unauthorized"];

    private static readonly AudioCodec[] Sounds =
        [AudioCodec.Aac, AudioCodec.Pcma, AudioCodec.Pcmu, AudioCodec.G726, AudioCodec.L16, AudioCodec.Opus];

    /// <summary>What the coding matters to is shown in H.265 as well.</summary>
    private static readonly HashSet<string> InBothCodings =
    [
        "aud", "b-frames", "empty-fragment", "fu-type-change", "mark-on-sei", "params-change-every", "params-flap", "params-imperceptible",
        "params-out-of-band-only", "scaling-lists", "slices", "sprop-annexb", "sprop-empty", "sprop-missing", "sprop-no-pps", "sprop-wrong",
        "sps-trailing-bytes", "stap-a", "starts-mid-gop",
    ];

    // What a camera does by ONVIF only shows where somebody speaks it; some of it takes the whole server away.
    private static IEnumerable<string> Catalogue => QuirkCatalog.All.Select(q => q.Name).Where(q => !q.StartsWith("onvif-", StringComparison.Ordinal));

    public static IReadOnlyList<QuirkCase> All { get; } =
    [
        .. Catalogue.Select(q => Make(q, q == "sub-layers" ? VideoCodec.H265 : VideoCodec.H264)),
        .. Catalogue.Where(InBothCodings.Contains).Select(q => Make(q, VideoCodec.H265)),
        // Nothing is wrong with these; nowhere else do their codings and both streams go all the way to the disk.
        .. Sounds.Select(s => Good($"sound-{s.ToString().ToLowerInvariant()}", s)),
        Good("both-streams", AudioCodec.None) with { WithSubStream = true },
    ];

    public static QuirkCase Of(string name) => All.Single(c => c.Name == name);

    private static QuirkCase Good(string name, AudioCodec sound) => new(
        name,
        new CameraOptions { Name = name, Audio = sound, Width = 320, Height = 240, Fps = 10, Gop = 10, Kbit = 150 },
        Outcome.Whole,
        "recording");

    // A camera that sets its clock shows it between sound and picture.
    private static bool HasSound(string quirk) =>
        quirk.StartsWith("audio", StringComparison.Ordinal) || quirk.StartsWith("sr-", StringComparison.Ordinal) || quirk == "setup-changes-session";

    private static QuirkCase Make(string quirk, VideoCodec codec)
    {
        (Outcome outcome, string[] states) = NotWhole.GetValueOrDefault(quirk, (Outcome.Whole, ["recording"]));
        string name = codec == VideoCodec.H265 && quirk != "sub-layers" ? quirk + "-h265" : quirk;
        bool password = AsksForPassword.Contains(quirk);
        var camera = new CameraOptions
        {
            Name = name,
            Codec = codec,
            Audio = HasSound(quirk) ? AudioCodec.Aac : AudioCodec.None,
            Width = 320,
            Height = 240,
            Fps = 10,
            Gop = 10,
            Kbit = 150,
            User = password ? "admin" : null,
            Password = password ? "s@c\"rét/%:" : "",
            Quirks = Shown.GetValueOrDefault(quirk, [quirk]),
        };
        return new QuirkCase(name, camera, outcome, states)
        {
            Decodes = quirk != "audio-broken",
            Transport = quirk == "multicast-only" ? "multicast" : null,
            HasServerOfItsOwn = quirk == "reboot-every",
        };
    }
}
