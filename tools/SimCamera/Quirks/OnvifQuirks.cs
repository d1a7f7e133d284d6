using SimCamera.Onvif;

namespace SimCamera.Quirks;

/// <summary>Quirks of the ONVIF side; they show only on a camera that has one. Immutable.</summary>
internal static class OnvifQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Of("onvif-wrong-clock", "HOURS", 3, "The camera's clock is so many hours ahead until somebody sets it.",
            hours => Setting(p => p.ClockOffset = TimeSpan.FromHours(hours))),
        QuirkEntry.Of("onvif-local-time", "HOURS", 8, "The UTC field of its time holds local time, so far ahead of the clock that it checks passwords with.",
            hours => Setting(p => p.UtcFieldOffset = TimeSpan.FromHours(hours))),
        Plain("onvif-ntp-deaf", "Takes an NTP server and never asks it.", p => p.IgnoresNtp = true),
        Plain("onvif-no-ntp", "Takes no NTP server.", p => p.HasNtp = false),
        Plain("onvif-password-always", "Asks for a password before anything, even the time.", p => p.NeedsPasswordForEverything = true),
        Plain("onvif-no-media2", "Has no Media2 service.", p => p.HasMedia2 = false),
        Plain("onvif-lies", "Announces Media2, events and PTZ and answers ActionNotSupported to them.", p => p.Lies = true),
        Plain("onvif-address-unroutable", "Its addresses name a host that is nobody (192.0.2.1).", p => p.AddressHost = "192.0.2.1"),
        Plain("onvif-address-unknown", "Its addresses name a host that nobody can resolve.", p => p.AddressHost = "camera.invalid"),
        QuirkEntry.Of("onvif-slow", "SECONDS", 5, "Answers each request so much later.", seconds => Setting(p => p.Delay = TimeSpan.FromSeconds(seconds))),
        Plain("onvif-no-multicast", "Neither says Hello nor answers multicast probes, only direct ones.", p => p.AnswersMulticast = false),
        Plain("onvif-digest-only", "Knows HTTP Digest and not WS-Security.", p => p.AllowsToken = false),
        Plain("onvif-token-only", "Knows WS-Security and not HTTP Digest.", p => p.AllowsDigest = false),
        Plain("onvif-token-again", "Takes the same WS-Security token again while it is fresh.", p => p.TakesTokensAgain = true),
        Plain("onvif-unknown-400", "Answers a bare 400 to operations that it does not know.", p => p.AnswersUnknownBadly = true),
        QuirkEntry.Of("onvif-pull-point-life", "SECONDS", 0, "Lets a subscription live so long and no longer, whatever was agreed.",
            seconds => Setting(p => p.MaxPullPointLife = TimeSpan.FromSeconds(seconds))),
        QuirkEntry.Of("onvif-ptz-presets", "COUNT", 1, "Remembers so many positions and no more.", count => Setting(p => p.MostPresets = (int)count)),
        Plain("onvif-ptz-refuses", "Turns, and lets nobody set or remove its positions and its home.", p => p.RefusesPresets = true),
        Plain("onvif-ptz-fixed-home", "Its home is where it is, and cannot be set.", p => p.HasFixedHome = true),
        Plain("onvif-ptz-no-home", "Turns and has no home.", p => p.HasHome = false),
        QuirkEntry.Plain("onvif-prefix-env", "Its answers write env: for the envelope.", () => new PrefixQuirk("env")),
        QuirkEntry.Plain("onvif-prefix-soap-env", "Its answers write SOAP-ENV: for the envelope.", () => new PrefixQuirk("SOAP-ENV")),
        QuirkEntry.Plain("onvif-prefix-numbered", "Its answers write ns1:, ns2: and so on for everything.", () => new NumberedPrefixQuirk()),
        Answer("onvif-redirect-other-host", "Redirects web requests to another host (192.0.2.1, which is nobody).",
            (_, request) => HostileXml.Redirect("http://192.0.2.1" + request.Target)),
        Answer("onvif-redirect-self", "Redirects web requests to its own address, for ever.",
            (device, request) => HostileXml.Redirect($"http://{device.Where}{request.Target}")),
        Answer("onvif-xml-dtd", "Answers with a document type that includes /etc/passwd.", (_, _) => HostileXml.ExternalEntity()),
        Answer("onvif-xml-laughs", "Answers with entities that grow to a billion words.", (_, _) => HostileXml.BillionLaughs()),
        Answer("onvif-xml-deep", "Answers with a hundred thousand nested elements.", (_, _) => HostileXml.DeepNesting()),
        QuirkEntry.Of("onvif-xml-huge", "MEGABYTES", 1024, "Answers with a body of so many megabytes.",
            megabytes => new HttpQuirk((_, _) => HostileXml.Huge((int)megabytes))),
        QuirkEntry.Of("onvif-card-lies", "SECONDS", 3600, "Its card is said to hold so much more, before and after what it holds.",
            seconds => Setting(p => p.Card.Lie = TimeSpan.FromSeconds(seconds))),
        QuirkEntry.Of("onvif-card-ends-early", "SECONDS", 2, "A replay of its card falls silent after so much of it.",
            seconds => Setting(p => p.Card.EndsAfter = TimeSpan.FromSeconds(seconds))),
        QuirkEntry.Of("onvif-card-wrong-clock", "SECONDS", 3, "The times of replayed pictures are so far ahead of the camera's own clock.",
            seconds => Setting(p => p.Card.ClockError = TimeSpan.FromSeconds(seconds))),
        Plain("onvif-card-no-clock", "Replayed pictures come without their times.", p => p.Card.HasClock = false),
        Plain("onvif-card-overlaps", "Every three seconds of a replay the last two come again.", p => p.Card.Repeats = true),
        Plain("onvif-card-endless", "A replay goes on where it should end, and begins again at the end of the card.", p => p.Card.IsEndless = true),
        QuirkEntry.Of("onvif-address-change", "SECONDS", 10, "So long after the start moves to the next address of the loopback network, ports and all.",
            seconds => new MovesAway(seconds)),
    ];

    private static PlanQuirk Setting(Action<OnvifPlan> set) => new(p => set(p.Onvif));

    private static QuirkEntry Plain(string name, string sentence, Action<OnvifPlan> set) => QuirkEntry.Plain(name, sentence, () => Setting(set));

    private static QuirkEntry Answer(string name, string sentence, Func<OnvifDevice, Onvif.Http.HttpRequest, Onvif.Http.HttpReply> answer) =>
        QuirkEntry.Plain(name, sentence, () => new HttpQuirk(answer));
}
