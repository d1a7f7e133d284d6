using SimCamera.Streaming;

namespace SimCamera.Rtp;

/// <summary>RFC 7798: single NAL units, FU above the packet size and, when asked for, AP for runs of small units.</summary>
internal sealed class H265Packetizer(bool aggregate) : IVideoPacketizer
{
    private const byte ApHeader = 48 << 1;
    private const byte FuHeader = 49 << 1;

    public void Write(VideoDraft draft, RtpFlow flow, PacketBatch batch)
    {
        int count = draft.Units.Count;
        for (int i = 0; i < count;)
        {
            int run = aggregate ? Aggregation.Run(draft, i, headerBytes: 2) : 1;
            bool last = i + run == count;
            if (run > 1)
            {
                flow.Write(batch, last, draft.RtpTime, Aggregation.Join(draft, i, run, [ApHeader, 0x01]), default);
            }
            else
            {
                WriteUnit(draft, flow, batch, draft.Units[i].Span, last);
            }

            i += run;
        }
    }

    private static void WriteUnit(VideoDraft draft, RtpFlow flow, PacketBatch batch, ReadOnlySpan<byte> unit, bool last)
    {
        if (unit.Length <= RtpFlow.MaxPayloadBytes)
        {
            flow.Write(batch, last, draft.RtpTime, unit, default);
            return;
        }

        const int room = RtpFlow.MaxPayloadBytes - 3;
        byte type = (byte)((unit[0] >> 1) & 0x3F);
        byte first = (byte)((unit[0] & 0x81) | FuHeader);
        byte second = unit[1];
        ReadOnlySpan<byte> rest = unit[2..];
        for (byte start = 0x80; !rest.IsEmpty; start = 0)
        {
            int take = Math.Min(room, rest.Length);
            bool end = take == rest.Length;
            flow.Write(batch, last && end, draft.RtpTime, [first, second, (byte)(start | (end ? 0x40 : 0) | type)], rest[..take]);
            rest = rest[take..];
        }
    }
}
