using SimCamera.Material;
using SimCamera.Rtp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of how pictures are coded and cut into packets. Immutable.</summary>
internal static class PictureQuirks
{
    // Access unit delimiters for any slice type: H.264 7.3.2.4, H.265 7.3.2.5.
    private static readonly byte[] s_delimiter264 = [0x09, 0xF0];
    private static readonly byte[] s_delimiter265 = [0x46, 0x01, 0x50];

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Plain("mark-on-sei", "The marker bit is set on the SEI's packet too, in mid-picture.", () => new PacketQuirk(MarkSei)),
        QuirkEntry.Plain("fu-type-change", "The NAL type changes inside a fragmented unit.", () => new PacketQuirk(ChangeType)),
        QuirkEntry.Plain("empty-fragment", "A fragment without a byte stands inside each fragmented unit.", () => new PacketQuirk(AddEmpty)),
        QuirkEntry.Of("slices", "COUNT", 4, "Each picture has several slices.",
            count => new PlanQuirk(p => p.ChangeMaterial(r => r with { Slices = (int)count }))),
        QuirkEntry.Plain("aud", "Each picture begins with an access unit delimiter.", () => new PictureQuirk(AddDelimiter)),
        QuirkEntry.Plan("stap-a", "Small NAL units share a packet: STAP-A in H.264, AP in H.265.", p => p.Aggregate = true),
        QuirkEntry.Of("long-gop", "SECONDS", 120, "A key frame for each new viewer, and then none for so long.",
            seconds => new PlanQuirk(p => LengthenGop(p, (int)seconds))),
        QuirkEntry.Plan("b-frames", "Two B-frames between others: decoding order is not presentation order.",
            p => p.ChangeMaterial(r => r.Codec == VideoCodec.Mjpeg ? r : r with { BFrames = 2 })),
        QuirkEntry.Plan("starts-mid-gop", "A session begins with whatever picture is due.", p => p.Start = SessionStart.Immediately),
    ];

    private static void MarkSei(PacketBatch batch, int first, RtpFlow flow, VideoDraft draft)
    {
        foreach (Packet packet in VideoPackets(batch, first, draft))
        {
            Span<byte> bytes = batch.Bytes(packet);
            if (NalKind.IsSei(draft.Codec, NalKind.Type(draft.Codec, bytes[RtpFlow.HeaderBytes..])))
            {
                bytes[1] |= 0x80;
            }
        }
    }

    private static void ChangeType(PacketBatch batch, int first, RtpFlow flow, VideoDraft draft)
    {
        foreach (Packet packet in VideoPackets(batch, first, draft))
        {
            if (Fragment(batch, packet, draft.Codec, out int headerAt) && (batch.Bytes(packet)[headerAt] & 0x80) == 0)
            {
                batch.Bytes(packet)[headerAt] ^= 0x04;
            }
        }
    }

    private static void AddEmpty(PacketBatch batch, int first, RtpFlow flow, VideoDraft draft)
    {
        for (int i = batch.Packets.Count - 1; i >= first; i--)
        {
            Packet packet = batch.Packets[i];
            if (packet.Kind == PacketKind.Rtp && Fragment(batch, packet, draft.Codec, out int at) && (batch.Bytes(packet)[at] & 0x80) != 0)
            {
                byte[] header = batch.Bytes(packet)[RtpFlow.HeaderBytes..(at + 1)].ToArray();
                header[^1] &= 0x3F;
                flow.Insert(batch, i + 1, marker: false, draft.RtpTime, header);
            }
        }
    }

    private static void AddDelimiter(VideoDraft draft)
    {
        if (draft.Codec != VideoCodec.Mjpeg)
        {
            draft.Units.Insert(0, draft.Codec == VideoCodec.H264 ? s_delimiter264 : s_delimiter265);
        }
    }

    private static void LengthenGop(CameraPlan plan, int seconds)
    {
        plan.Start = SessionStart.FreshKey;
        plan.ChangeMaterial(r => r with { Gop = seconds * r.Fps, Frames = seconds * r.Fps });
    }

    private static IEnumerable<Packet> VideoPackets(PacketBatch batch, int first, VideoDraft draft) => draft.Codec == VideoCodec.Mjpeg
        ? []
        : batch.Packets.Skip(first).Where(p => p.Kind == PacketKind.Rtp);

    /// <summary>True for FU-A and FU; the offset is that of the fragment header (S and E bits, type).</summary>
    private static bool Fragment(PacketBatch batch, Packet packet, VideoCodec codec, out int headerAt)
    {
        headerAt = RtpFlow.HeaderBytes + (codec == VideoCodec.H264 ? 1 : 2);
        int type = NalKind.Type(codec, batch.Bytes(packet)[RtpFlow.HeaderBytes..]);
        return codec != VideoCodec.Mjpeg && type == (codec == VideoCodec.H264 ? 28 : 49);
    }
}
