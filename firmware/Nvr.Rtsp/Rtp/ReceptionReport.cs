using System.Buffers.Binary;

namespace Nvr.Rtsp.Rtp;

/// <summary>Writes receiver reports (RFC 3550 sections 6.4.2 and 6.5): one report block and the obligatory CNAME.</summary>
internal sealed class ReceptionReport(ReceptionStats stats)
{
    internal const int Bytes = 32 + 20;

    private static ReadOnlySpan<byte> Name => "recorder"u8;

    private readonly uint _ownSsrc = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
    private long _expectedBefore;
    private long _lostBefore;
    private uint _lastReport;
    private long _lastReportUs;

    public void OnSenderReport(in SenderReport report, long arrivalUs)
    {
        _lastReport = report.NtpMiddle;
        _lastReportUs = arrivalUs;
    }

    public int Write(Span<byte> destination, uint source, uint highestSequence, double jitterTicks, long nowUs)
    {
        if (destination.Length < Bytes)
        {
            return 0;
        }

        WriteHeader(destination, 0x81, 201, 32);
        var block = destination[8..32];
        BinaryPrimitives.WriteUInt32BigEndian(block, source);
        var lost = (uint)Math.Min(stats.Lost, 0x7F_FFFF);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], ((uint)FractionLost() << 24) | lost);
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], highestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], (uint)jitterTicks);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], _lastReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], _lastReport == 0 ? 0 : Since(nowUs));
        WriteName(destination[32..]);
        return Bytes;
    }

    private void WriteHeader(Span<byte> packet, byte first, byte type, int bytes)
    {
        packet[0] = first;
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((bytes / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], _ownSsrc);
    }

    private void WriteName(Span<byte> packet)
    {
        packet = packet[..20];
        packet.Clear();
        WriteHeader(packet, 0x81, 202, packet.Length);
        packet[8] = 1;
        packet[9] = (byte)Name.Length;
        Name.CopyTo(packet[10..]);
    }

    // In 1/65536 s.
    private uint Since(long nowUs) => (uint)Math.Clamp((nowUs - _lastReportUs) * 65_536 / 1_000_000, 0, uint.MaxValue);

    private byte FractionLost()
    {
        var expected = stats.Packets + stats.Lost;
        var (during, lost) = (expected - _expectedBefore, stats.Lost - _lostBefore);
        (_expectedBefore, _lostBefore) = (expected, stats.Lost);
        return during <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, lost * 256 / during);
    }
}
