using System.Buffers.Binary;

namespace Nvr.Rtsp.Rtp;

/// <summary>The fixed header of an RTP packet and its payload (RFC 3550 section 5.1); points into the caller's bytes.</summary>
internal readonly ref struct RtpPacket
{
    private const int FixedHeaderBytes = 12;

    /// <summary>The header extension with its own header of four bytes; empty when there is none.</summary>
    public ReadOnlySpan<byte> Extension { get; init; }

    public required bool Marker { get; init; }

    public required int PayloadType { get; init; }

    public required ushort Sequence { get; init; }

    public required uint Timestamp { get; init; }

    public required uint Ssrc { get; init; }

    /// <summary>What is left after CSRCs, header extension and padding; may be empty.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeaderBytes || bytes[0] >> 6 != 2 || !TryFindPayload(bytes, out var start, out var end))
        {
            return false;
        }

        packet = new RtpPacket
        {
            Marker = (bytes[1] & 0x80) != 0,
            PayloadType = bytes[1] & 0x7F,
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            Payload = bytes[start..end],
            Extension = (bytes[0] & 0x10) != 0 ? bytes[(FixedHeaderBytes + (4 * (bytes[0] & 0x0F)))..start] : default,
        };
        return true;
    }

    private static bool TryFindPayload(ReadOnlySpan<byte> bytes, out int start, out int end)
    {
        start = FixedHeaderBytes + (4 * (bytes[0] & 0x0F));
        end = bytes.Length;
        if ((bytes[0] & 0x10) != 0)
        {
            if (start + 4 > end)
            {
                return false;
            }

            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(start + 2)..]));
        }

        if ((bytes[0] & 0x20) != 0)
        {
            // A padding count of zero is malformed; some cameras set the bit on every packet and add nothing.
            end -= bytes[^1] <= end - start ? bytes[^1] : 0;
        }

        return start <= end;
    }
}
