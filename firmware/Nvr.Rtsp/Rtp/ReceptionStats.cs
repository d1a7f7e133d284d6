namespace Nvr.Rtsp.Rtp;

/// <summary>
/// What arrived on one track so far. Written by the thread that feeds the <see cref="TrackReceiver"/>; any thread may read,
/// each figure for itself.
/// </summary>
public sealed class ReceptionStats
{
    /// <summary>RTP packets that belonged to the track, duplicates not counted.</summary>
    public long Packets { get; internal set; }

    /// <summary>Bytes of those packets, RTP headers included.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Packets that never came, or came after their turn.</summary>
    public long Lost { get; internal set; }

    /// <summary>Packets that came twice or too late to be used.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Packets that came early and waited for the ones before them.</summary>
    public long Reordered { get; internal set; }

    /// <summary>Packets of another source or payload type, and bytes that are not RTP at all.</summary>
    public long Foreign { get; internal set; }

    /// <summary>NAL units, JPEG images or audio frames dropped because a part was missing or made no sense.</summary>
    public long Damaged { get; internal set; }

    /// <summary>Access units handed on.</summary>
    public long Units { get; internal set; }

    /// <summary>Pictures that could not be handed on because the camera had not yet sent its parameter sets.</summary>
    public long UnitsWithoutFormat { get; internal set; }

    /// <summary>Units whose RTP time was repeated, ran backwards or jumped, and was replaced.</summary>
    public long Restamped { get; internal set; }

    /// <summary>Interarrival jitter as RFC 3550 section 6.4.1 defines it, in microseconds.</summary>
    public long JitterUs { get; internal set; }

    /// <summary>Sender reports received.</summary>
    public long SenderReports { get; internal set; }
}
