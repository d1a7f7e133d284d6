using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Replay;

/// <summary>
/// Hands replayed packets to the tracks' receivers with the time of their recording in place of the time of arrival, so that everything that is made to
/// place live pictures places these: as if they came in while it happened. Used by the thread that reads.
/// </summary>
internal sealed class ReplayIntake(IReplaySink sink, int videoRate) : IAccessUnitSink
{
    /// <summary>Receivers measure from near zero.</summary>
    private long? originUs;
    private readonly ReplayPosition video = new();
    private readonly ReplayPosition audio = new();

    public bool IsOver { get; private set; }

    /// <summary>Pictures that came without a time.</summary>
    public int Clockless => video.Clockless;

    public long Units { get; private set; }

    public void Receive(int track, TrackReceiver receiver, ReadOnlySpan<byte> bytes)
    {
        if (IsOver || !RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            return;
        }
        bool isVideo = track == 0;
        ReplayPosition position = isVideo ? video : audio;
        bool has = ReplayExtension.TryRead(packet.Extension, out ReplayExtension extension);
        bool wanted = position.Take(packet.Timestamp, receiver.Format?.ClockRate ?? videoRate, has, extension);
        if (wanted)
        {
            Deliver(receiver, bytes, position, isVideo);
        }
        IsOver = isVideo && video.IsTerminal && packet.Marker;
    }

    public void OnAccessUnit(in AccessUnit unit)
    {
        Units++;
        sink.OnAccessUnit(new AccessUnit
        {
            Track = unit.Track,
            Format = unit.Format,
            Dts = unit.Dts,
            CompositionOffset = unit.CompositionOffset,
            CaptureUs = unit.CaptureUs + originUs!.Value,
            IsRandomAccess = unit.IsRandomAccess,
            LostPackets = unit.LostPackets,
            Data = unit.Data,
        });
    }

    private void Deliver(TrackReceiver receiver, ReadOnlySpan<byte> bytes, ReplayPosition position, bool isVideo)
    {
        originUs ??= position.UtcUs;
        if (position.Rejoins)
        {
            receiver.Jump();
        }
        if (position.Jumps && isVideo)
        {
            sink.OnJump();
        }
        receiver.Receive(bytes, position.UtcUs - originUs.Value, this);
    }
}
