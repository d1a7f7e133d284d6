using Nvr.Core.Media;
using Nvr.Rtsp.Transport;

namespace Nvr.Rtsp.Session;

/// <summary>
/// Empties the tracks' UDP sockets, many datagrams a call. Media are read at every drain; RTCP once a second, which is often enough
/// for reports that come every five and keeps the calls to the kernel few. One thread; allocates nothing.
/// </summary>
internal sealed class DatagramIntake(RtspTrack[] tracks, IReadOnlyList<UdpTrackPort> ports) : IDisposable
{
    private const long ControlIntervalUs = 1_000_000;
    private const int MaxBatches = 32;

    private readonly DatagramBatch batch = new();
    private long controlDueUs;

    public long Packets { get; private set; }

    public long ForeignPackets { get; private set; }

    public long BytesRead { get; private set; }

    public long Reads { get; private set; }

    /// <summary>Returns the bytes read.</summary>
    public int Drain(long nowUs, IAccessUnitSink sink)
    {
        long before = BytesRead;
        for (int i = 0; i < ports.Count; i++)
        {
            DrainMedia(i, nowUs, sink);
        }
        if (nowUs >= controlDueUs)
        {
            controlDueUs = nowUs + ControlIntervalUs;
            DrainControl(nowUs);
        }
        return (int)(BytesRead - before);
    }

    public void Dispose() => batch.Dispose();

    private void DrainMedia(int track, long nowUs, IAccessUnitSink sink)
    {
        int count = DatagramBatch.Capacity;
        for (int tries = 0; count == DatagramBatch.Capacity && tries < MaxBatches; tries++)
        {
            count = ports[track].ReceiveMedia(batch);
            Reads++;
            for (int i = 0; i < count; i++)
            {
                if (Accept(ports[track], i))
                {
                    Packets++;
                    tracks[track].Receiver.Receive(batch[i], nowUs, sink);
                }
            }
        }
    }

    private void DrainControl(long nowUs)
    {
        for (int track = 0; track < ports.Count; track++)
        {
            int count = ports[track].ReceiveControl(batch);
            Reads++;
            for (int i = 0; i < count; i++)
            {
                if (Accept(ports[track], i))
                {
                    tracks[track].Receiver.ReceiveRtcp(batch[i], nowUs);
                }
            }
        }
    }

    private bool Accept(UdpTrackPort port, int index)
    {
        BytesRead += batch[index].Length;
        bool ours = port.IsFromCamera(batch.Sender(index));
        ForeignPackets += ours ? 0 : 1;
        return ours;
    }
}
