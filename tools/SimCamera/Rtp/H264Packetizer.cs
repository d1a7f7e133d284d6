using SimCamera.Streaming;

namespace SimCamera.Rtp;

/// <summary>RFC 6184: single NAL units, FU-A above the packet size and, when asked for, STAP-A for runs of small units.</summary>
internal sealed class H264Packetizer(bool aggregate) : IVideoPacketizer
{
    private const byte StapA = 24;
    private const byte FuA = 28;

    public void Write(VideoDraft draft, RtpFlow flow, PacketBatch batch)
    {
        int count = draft.Units.Count;
        for (int i = 0; i < count;)
        {
            int run = aggregate ? Aggregation.Run(draft, i, headerBytes: 1) : 1;
            bool last = i + run == count;
            if (run > 1)
            {
                byte[] payload = Aggregation.Join(draft, i, run, [(byte)(0x60 | StapA)]);
                flow.Write(batch, last, draft.RtpTime, payload, default);
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

        const int room = RtpFlow.MaxPayloadBytes - 2;
        byte indicator = (byte)((unit[0] & 0xE0) | FuA);
        byte type = (byte)(unit[0] & 0x1F);
        ReadOnlySpan<byte> rest = unit[1..];
        for (byte start = 0x80; !rest.IsEmpty; start = 0)
        {
            int take = Math.Min(room, rest.Length);
            bool end = take == rest.Length;
            flow.Write(batch, last && end, draft.RtpTime, [indicator, (byte)(start | (end ? 0x40 : 0) | type)], rest[..take]);
            rest = rest[take..];
        }
    }
}
