using System.Buffers.Binary;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Transport;

namespace Nvr.Rtsp.Session;

/// <summary>Sends each track's receiver report every five seconds (RFC 3550 section 6.2), the way its media came. Allocates nothing.</summary>
internal sealed class ReceiverReports(ControlChannel control, RtspTrack[] tracks, IReadOnlyList<UdpTrackPort> ports, ChannelMap channels)
{
    private const long IntervalUs = 5_000_000;
    private const int MaxReport = 512;
    private const int FrameHeader = 4;

    private long dueUs;

    public void SendWhenDue(long nowUs)
    {
        if (nowUs < dueUs)
        {
            return;
        }
        dueUs = nowUs + IntervalUs;
        Span<byte> frame = stackalloc byte[FrameHeader + MaxReport];
        for (int i = 0; i < tracks.Length; i++)
        {
            int length = tracks[i].Receiver.WriteReceiverReport(frame[FrameHeader..], nowUs);
            if (length > 0)
            {
                Send(i, frame[..(FrameHeader + length)]);
            }
        }
    }

    private void Send(int track, Span<byte> frame)
    {
        if (ports.Count > 0)
        {
            ports[track].SendControl(frame[FrameHeader..]);
            return;
        }
        frame[0] = (byte)'$';
        frame[1] = channels.ControlOf(track);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)(frame.Length - FrameHeader));
        control.TrySend(frame);
    }
}
