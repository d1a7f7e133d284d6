namespace Nvr.Rtsp.Rtp;

/// <summary>
/// How far a track's capture times lie after the sender's own clock: from the first plausible sender report once the capture clock
/// has settled, then fixed, so that a step of the camera's clock moves nothing. The epoch is the camera's: compare tracks only.
/// </summary>
internal sealed class SenderLag(RtpTimeline timeline)
{
    // A sender report that maps further than this from its arrival is one of another timeline.
    private const long MaxReportErrorUs = 2_000_000;
    private const long SettleUs = 2_000_000;

    private long? _firstArrivalUs;

    public long? Us { get; private set; }

    public void Start(long arrivalUs) => _firstArrivalUs ??= arrivalUs;

    public void Compare(in SenderReport report, long arrivalUs)
    {
        if (Us is not null || arrivalUs - _firstArrivalUs is not >= SettleUs || timeline.Locate(report.RtpTime) is not { } ticks)
        {
            return;
        }

        var captureUs = timeline.Capture.Map(ticks);
        if (Math.Abs(captureUs - arrivalUs) < MaxReportErrorUs)
        {
            Us = captureUs - report.NtpUs;
        }
    }
}
