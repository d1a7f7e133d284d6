using System.Buffers.Binary;

namespace SimCamera.Rtp;

/// <summary>Writes an RTCP sender report with a CNAME (RFC 3550, 6.4.1 and 6.5). Pure.</summary>
internal static class SenderReport
{
    // 1900 to 1970, in seconds: NTP counts from 1900.
    private const long NtpEpochSeconds = 2_208_988_800;

    public static void Write(PacketBatch batch, RtpFlow flow, uint rtpTime, long utcUs)
    {
        ReadOnlySpan<byte> name = "simcamera"u8;
        int description = 8 + Align(2 + name.Length + 1);
        Span<byte> packet = batch.Add(flow.Track, PacketKind.Rtcp, 28 + description);
        packet.Clear();
        WriteReport(packet, flow, rtpTime, utcUs);
        Span<byte> names = packet[28..];
        names[0] = 0x81;
        names[1] = 202;
        BinaryPrimitives.WriteUInt16BigEndian(names[2..], (ushort)((description / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(names[4..], flow.Ssrc);
        names[8] = 1;
        names[9] = (byte)name.Length;
        name.CopyTo(names[10..]);
    }

    private static void WriteReport(Span<byte> packet, RtpFlow flow, uint rtpTime, long utcUs)
    {
        packet[0] = 0x80;
        packet[1] = 200;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], 6);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], flow.Ssrc);
        (long seconds, long us) = Math.DivRem(utcUs, 1_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], (uint)(seconds + NtpEpochSeconds));
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], (uint)((us << 32) / 1_000_000));
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], rtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(packet[20..], flow.PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(packet[24..], flow.OctetCount);
    }

    private static int Align(int length) => (length + 3) & ~3;
}
