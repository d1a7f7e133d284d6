using System.Buffers.Binary;
using SimCamera.Quirks;
using SimCamera.Rtp;

namespace SimCamera.Rtsp;

/// <summary>
/// Sends a batch: everything interleaved in one write, UDP packet by packet. Used by one session's task. Throws what the sockets throw.
/// </summary>
internal sealed class BatchSender
{
    // A key picture at once would overrun a receiver's socket buffer: a millisecond's pause after so many packets.
    private const int UdpBurst = 24;
    private byte[] _wire = new byte[64 * 1024];

    public async Task SendAsync(PacketBatch batch, RtspSession session, CancellationToken stop)
    {
        int used = 0;
        int burst = 0;
        foreach (Packet packet in batch.Packets)
        {
            if (session.Tracks.TransportOf(packet) is UdpTransport udp)
            {
                SendUdp(udp, packet.Kind, batch.Bytes(packet));
                if (++burst % UdpBurst == 0)
                {
                    await Task.Delay(1, stop).ConfigureAwait(false);
                }
            }
            else
            {
                used = Append(used, session, packet, batch.Bytes(packet));
            }
        }

        if (used > 0)
        {
            await WriteAsync(_wire.AsMemory(0, used), session, stop).ConfigureAwait(false);
        }
    }

    private static void SendUdp(UdpTransport udp, PacketKind kind, ReadOnlySpan<byte> bytes)
    {
        if (kind == PacketKind.Rtp)
        {
            udp.SendRtp(bytes);
        }
        else if (kind == PacketKind.Rtcp)
        {
            udp.SendRtcp(bytes);
        }
    }

    private int Append(int used, RtspSession session, Packet packet, ReadOnlySpan<byte> bytes)
    {
        if (used + 4 + bytes.Length > _wire.Length)
        {
            Array.Resize(ref _wire, Math.Max(_wire.Length * 2, used + 4 + bytes.Length));
        }

        if (packet.Kind != PacketKind.Raw)
        {
            var channels = (InterleavedTransport)session.Tracks.TransportOf(packet);
            _wire[used] = (byte)'$';
            _wire[used + 1] = packet.Kind == PacketKind.Rtp ? channels.RtpChannel : channels.RtcpChannel;
            BinaryPrimitives.WriteUInt16BigEndian(_wire.AsSpan(used + 2), (ushort)bytes.Length);
            used += 4;
        }

        bytes.CopyTo(_wire.AsSpan(used));
        return used + bytes.Length;
    }

    private static async Task WriteAsync(ReadOnlyMemory<byte> wire, RtspSession session, CancellationToken stop)
    {
        try
        {
            await session.Connection.WriteAsync(wire).WaitAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException
            && !stop.IsCancellationRequested && session.Camera.Plan.Quirks.Any(q => q.KeepsOrphan(session)))
        {
            // An orphan's packets go nowhere until a quirk hands it a new connection.
        }
    }
}
