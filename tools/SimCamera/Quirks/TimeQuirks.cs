using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of RTP and RTCP time. Immutable.</summary>
internal static class TimeQuirks
{
    private const int EveryPictures = 25;
    private const uint TicksPerHour = 3600u * 90_000;
    private const long HourUs = 3_600_000_000;

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        Picture("ts-duplicate", "Every 25th picture has the RTP time of the one before.", d => Shift(d, EveryTime(d) ? -1 : 0)),
        Picture("ts-backward", "Every 25th picture has an RTP time five pictures back.", d => Shift(d, EveryTime(d) ? -5 : 0)),
        QuirkEntry.Of("ts-wrap", "SECONDS", 5, "The 32-bit RTP time wraps so long after SETUP.",
            seconds => new PlanQuirk(p => p.WrapsAfterSeconds = seconds)),
        Picture("ts-jump-hours-once", "A single picture's RTP time is five hours ahead.", d => d.RtpTime += d.SentBefore == 30 ? 5 * TicksPerHour : 0),
        QuirkEntry.Of("ts-new-timeline", "SECONDS", 5, "So long after the first picture, RTP time goes on seven hours ahead.",
            seconds => new PictureQuirk(d => d.RtpTime += d.PlayedUs >= seconds * 1_000_000 ? 7 * TicksPerHour : 0)),
        QuirkEntry.Of("sr-clock-step", "SECONDS", 5, "So long after PLAY the camera's clock, as sender reports tell it, steps an hour ahead.",
            seconds => new ReportQuirk((utc, played) => utc + (played >= seconds * 1_000_000 ? HourUs : 0))),
        QuirkEntry.Plain("sr-1970", "Sender reports tell a clock that was never set.", () => new ReportQuirk((_, played) => played)),
        QuirkEntry.Plan("sr-missing", "No sender reports.", p => p.SenderReports = false),
    ];

    private static QuirkEntry Picture(string name, string sentence, Action<VideoDraft> change) =>
        QuirkEntry.Plain(name, sentence, () => new PictureQuirk(change));

    private static bool EveryTime(VideoDraft draft) => draft.SentBefore % EveryPictures == EveryPictures - 1;

    private static void Shift(VideoDraft draft, int pictures) => draft.RtpTime += (uint)(pictures * draft.TicksPerPicture);

    private sealed class ReportQuirk(Func<long, long, long> wallTime) : Quirk
    {
        // A step must be told soon to be seen.
        public override void Configure(CameraPlan plan) => plan.ReportPeriodUs = 1_000_000;

        public override long OnReportTime(long utcUs, long playedUs) => wallTime(utcUs, playedUs);
    }
}
