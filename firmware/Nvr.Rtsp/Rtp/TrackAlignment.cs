namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Lines up the capture times of two tracks of one session by their sender reports, once. Called by the thread that feeds both,
/// after RTCP arrived; cheap to call again.
/// </summary>
public sealed class TrackAlignment(TrackReceiver one, TrackReceiver other)
{
    // A bigger difference is two clocks, or a clock that was set between the two reports, rather than an encoder's delay.
    private const long MaxShiftUs = 2_000_000;

    /// <summary>True once the tracks were compared, whether anything was moved or not.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Moves the slower track earlier: what arrived later relative to the sender's clock was delayed longer.</summary>
    public void Update()
    {
        if (IsDone || one.SenderLagUs is not { } oneLag || other.SenderLagUs is not { } otherLag)
        {
            return;
        }

        IsDone = true;
        var difference = oneLag - otherLag;
        if (Math.Abs(difference) < MaxShiftUs)
        {
            (difference > 0 ? one : other).ShiftCapture(-Math.Abs(difference));
        }
    }
}
