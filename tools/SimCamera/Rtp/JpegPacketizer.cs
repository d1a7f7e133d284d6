using System.Buffers.Binary;
using SimCamera.Streaming;

namespace SimCamera.Rtp;

/// <summary>RFC 2435, with the quantization tables in the first packet of each picture (Q 255). The stamp is appended after the scan.</summary>
internal sealed class JpegPacketizer : IVideoPacketizer
{
    private const int MainHeader = 8;
    private const int TableBytes = 64;

    public void Write(VideoDraft draft, RtpFlow flow, PacketBatch batch)
    {
        ReadOnlySpan<byte> jpeg = draft.Units[0].Span;
        JpegHeader header = JpegHeader.Parse(jpeg);
        byte[] scan = [.. jpeg[header.ScanStart..header.ScanEnd], .. draft.Units.Count > 1 ? draft.Units[1].Span : default];
        Span<byte> head = stackalloc byte[MainHeader + 4 + (2 * TableBytes)];
        for (int at = 0; at < scan.Length;)
        {
            int headBytes = at == 0 ? head.Length : MainHeader;
            WriteMainHeader(head, header, at);
            if (at == 0)
            {
                WriteTables(head[MainHeader..], jpeg, header);
            }

            int take = Math.Min(RtpFlow.MaxPayloadBytes - headBytes, scan.Length - at);
            flow.Write(batch, at + take == scan.Length, draft.RtpTime, head[..headBytes], scan.AsSpan(at, take));
            at += take;
        }
    }

    private static void WriteMainHeader(Span<byte> target, JpegHeader header, int offset)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)offset);
        target[4] = (byte)(header.Is420 ? 1 : 0);
        target[5] = 255;
        target[6] = (byte)(header.Width / 8);
        target[7] = (byte)(header.Height / 8);
    }

    private static void WriteTables(Span<byte> target, ReadOnlySpan<byte> jpeg, JpegHeader header)
    {
        target[0] = 0;
        target[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], 2 * TableBytes);
        jpeg.Slice(header.LumaTable, TableBytes).CopyTo(target[4..]);
        jpeg.Slice(header.ChromaTable, TableBytes).CopyTo(target[(4 + TableBytes)..]);
    }
}
