using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>The loudspeaker's track: the camera sends nothing on it.</summary>
internal sealed class SilentFeed(RtpFlow flow, SimClock clock) : ITrackFeed
{
    private const long LookUs = 100_000;

    public RtpFlow Flow { get; } = flow;

    public bool Paces => false;

    public long NextDueUs => clock.MonotonicUs + LookUs;

    public uint NextRtpTime => Flow.TimeBase;

    public void Align(long nowUs)
    {
    }

    public void Collect(long nowUs, PacketBatch batch)
    {
    }
}
