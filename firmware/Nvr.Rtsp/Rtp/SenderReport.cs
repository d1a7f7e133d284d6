using System.Buffers.Binary;

namespace Nvr.Rtsp.Rtp;

/// <summary>What a receiver takes from the sender's RTCP (RFC 3550 section 6.4.1): the pair of clocks, and whether it said BYE.</summary>
internal readonly record struct SenderReport(uint Ssrc, ulong NtpTime, uint RtpTime)
{
    private const int SenderReportType = 200;
    private const int ByeType = 203;
    private const int SenderReportBytes = 28;

    /// <summary>The sender's wall clock in microseconds since 1900. Only differences mean anything: cameras do not know the time.</summary>
    public long NtpUs => (long)((NtpTime >> 32) * 1_000_000) + (long)(((NtpTime & 0xFFFF_FFFF) * 1_000_000) >> 32);

    /// <summary>The middle 32 bits, as receiver reports echo them.</summary>
    public uint NtpMiddle => (uint)(NtpTime >> 16);

    public static bool TryRead(ReadOnlySpan<byte> compound, out SenderReport? report, out bool isBye)
    {
        report = null;
        isBye = false;
        var understood = false;
        while (compound.Length >= 4 && compound[0] >> 6 == 2)
        {
            var bytes = 4 * (1 + BinaryPrimitives.ReadUInt16BigEndian(compound[2..]));
            var packet = compound[..Math.Min(bytes, compound.Length)];
            understood = true;
            isBye |= packet[1] == ByeType;
            if (packet[1] == SenderReportType && packet.Length >= SenderReportBytes)
            {
                report = Read(packet);
            }

            compound = compound[packet.Length..];
        }

        return understood;
    }

    private static SenderReport Read(ReadOnlySpan<byte> packet) => new(
        BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
        BinaryPrimitives.ReadUInt64BigEndian(packet[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(packet[16..]));
}
