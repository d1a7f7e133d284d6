using System.Buffers.Binary;

namespace SimCamera.Tests.Wire;

/// <summary>One interleaved frame as it came, with its RTP header read (fields are meaningless for RTCP).</summary>
public sealed record RtpPacket(int Channel, byte[] Bytes)
{
    public bool Marker => (Bytes[1] & 0x80) != 0;

    public int PayloadType => Bytes[1] & 0x7F;

    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(2));

    public uint Time => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(4));

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(8));

    public ReadOnlySpan<byte> Payload => Bytes.AsSpan(12);

    public int H264Type => Payload[0] & 0x1F;

    public int H265Type => (Payload[0] >> 1) & 0x3F;

    /// <summary>Of a sender report: seconds since 1900.</summary>
    public uint NtpSeconds => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(8));
}
