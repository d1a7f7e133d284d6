using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>
/// What one track of one session sends next. Used by the session's task alone. Times are monotonic microseconds.
/// </summary>
internal interface ITrackFeed
{
    RtpFlow Flow { get; }

    /// <summary>True for video, whose due times wake the session; other tracks ride along in the same write.</summary>
    bool Paces { get; }

    long NextDueUs { get; }

    /// <summary>RTP time of the next packet, for RTP-Info.</summary>
    uint NextRtpTime { get; }

    /// <summary>Forgets what was due before a moment; video goes on with the next key picture.</summary>
    void Align(long nowUs);

    /// <summary>Adds what is due; video adds one picture at most.</summary>
    void Collect(long nowUs, PacketBatch batch);
}
