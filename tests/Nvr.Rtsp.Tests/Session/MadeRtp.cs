using System.Buffers.Binary;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Makes RTP packets and interleaved frames for scripted cameras.</summary>
internal static class MadeRtp
{
    /// <summary>A whole picture (one slice, marker set) of the given size; every one is a key frame.</summary>
    public static byte[] Picture(int sequence, int size = 200, int payloadType = 96, uint ssrc = 0x11223344)
    {
        byte[] packet = new byte[12 + size];
        packet[0] = 0x80;
        packet[1] = (byte)(0x80 | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)(sequence * 3600));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        packet.AsSpan(12).Fill(0x5A);
        packet[12] = 0x65;
        packet[13] = 0x88;
        return packet;
    }

    /// <summary>An RTCP BYE of the pictures' source.</summary>
    public static byte[] Goodbye(uint ssrc = 0x11223344)
    {
        byte[] packet = [0x81, 203, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public static byte[] Frame(int channel, byte[] payload)
    {
        byte[] frame = new byte[4 + payload.Length];
        frame[0] = (byte)'$';
        frame[1] = (byte)channel;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame, 4);
        return frame;
    }

    public static byte[] PictureFrame(int sequence, int channel = 0) => Frame(channel, Picture(sequence));
}
