using System.Buffers.Binary;
using SimCamera.Streaming;

namespace SimCamera.Rtp;

/// <summary>Runs of small NAL units that share a packet: a 16-bit length before each (RFC 6184, 5.7.1; RFC 7798, 4.4.2). Pure.</summary>
internal static class Aggregation
{
    /// <summary>How many units from <paramref name="from"/> on fit one packet; at least 1.</summary>
    public static int Run(VideoDraft draft, int from, int headerBytes)
    {
        int bytes = headerBytes;
        int end = from;
        while (end < draft.Units.Count && bytes + 2 + draft.Units[end].Length <= RtpFlow.MaxPayloadBytes)
        {
            bytes += 2 + draft.Units[end++].Length;
        }

        return Math.Max(1, end - from);
    }

    public static byte[] Join(VideoDraft draft, int from, int count, ReadOnlySpan<byte> header)
    {
        int length = header.Length;
        for (int i = from; i < from + count; i++)
        {
            length += 2 + draft.Units[i].Length;
        }

        byte[] payload = new byte[length];
        header.CopyTo(payload);
        int at = header.Length;
        for (int i = from; i < from + count; i++)
        {
            ReadOnlySpan<byte> unit = draft.Units[i].Span;
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(at), (ushort)unit.Length);
            unit.CopyTo(payload.AsSpan(at + 2));
            at += 2 + unit.Length;
        }

        return payload;
    }
}
