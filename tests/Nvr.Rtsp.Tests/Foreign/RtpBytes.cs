using System.Buffers.Binary;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Builds RTP packets by hand.</summary>
public static class RtpBytes
{
    public const int PayloadType = 96;
    public const uint Ssrc = 0x1234_5678;

    public static byte[] Packet(int sequence, uint time, bool marker, byte[] payload, uint ssrc = Ssrc, int payloadType = PayloadType)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)((marker ? 0x80 : 0) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), time);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        payload.CopyTo(packet, 12);
        return packet;
    }
}
