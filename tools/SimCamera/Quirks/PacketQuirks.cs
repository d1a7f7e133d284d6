using System.Buffers.Binary;
using SimCamera.Rtp;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of what runs over the wire besides good packets, and of bad networks. Immutable.</summary>
internal static class PacketQuirks
{
    private const int EveryPictures = 10;

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        Now("unknown-ssrc", "Now and then a packet and a sender report of an unknown SSRC come on the track's channels.", AddStrangers),
        Now("unknown-channel", "Now and then data come on an interleaved channel that was never set up.", AddUnknownChannel),
        Now("garbage-between-frames", "Now and then stray bytes stand between interleaved frames.", AddGarbage),
        QuirkEntry.Of("loss", "PERCENT", 2, "Loses so many of a hundred media packets.", percent => new BatchQuirk(b => Lose(b, percent))),
        QuirkEntry.Plain("reorder", "Now and then two packets change places.", () => new BatchQuirk(Reorder)),
        QuirkEntry.Plain("duplicate-packets", "Now and then a packet comes twice.", () => new BatchQuirk(Duplicate)),
    ];

    private static QuirkEntry Now(string name, string sentence, Action<PacketBatch, int, RtpFlow> add) =>
        QuirkEntry.Plain(name, sentence, () => new PacketQuirk((batch, first, flow, draft) =>
        {
            if (draft.SentBefore % EveryPictures == 1)
            {
                add(batch, first, flow);
            }
        }));

    private static void AddStrangers(PacketBatch batch, int first, RtpFlow flow)
    {
        uint stranger = ~flow.Ssrc;
        Span<byte> packet = batch.Insert(first, flow.Track, PacketKind.Rtp, RtpFlow.HeaderBytes + 40);
        packet.Fill(0x55);
        flow.WriteHeader(packet, marker: true, time: 12345, sequence: 777, stranger);
        Span<byte> report = batch.Insert(first, flow.Track, PacketKind.Rtcp, 28);
        report.Clear();
        report[0] = 0x80;
        report[1] = 200;
        report[3] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(report[4..], stranger);
    }

    private static void AddUnknownChannel(PacketBatch batch, int first, RtpFlow flow)
    {
        Span<byte> frame = batch.Insert(first, flow.Track, PacketKind.Raw, 4 + 60);
        frame.Fill(0x33);
        frame[0] = (byte)'$';
        frame[1] = 200;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], 60);
    }

    // Without '$' and letters: nothing in it looks like the start of a frame or of an answer.
    private static void AddGarbage(PacketBatch batch, int first, RtpFlow flow) =>
        batch.Insert(first, flow.Track, PacketKind.Raw, 11).Fill(0x07);

    private static void Lose(PacketBatch batch, double percent) =>
        batch.Packets.RemoveAll(p => p.Kind == PacketKind.Rtp && Random.Shared.NextDouble() * 100 < percent);

    private static void Reorder(PacketBatch batch)
    {
        for (int i = 1; i < batch.Packets.Count; i += 7)
        {
            if (batch.Packets[i].Kind == PacketKind.Rtp && batch.Packets[i - 1].Kind == PacketKind.Rtp)
            {
                (batch.Packets[i], batch.Packets[i - 1]) = (batch.Packets[i - 1], batch.Packets[i]);
            }
        }
    }

    private static void Duplicate(PacketBatch batch)
    {
        int at = batch.Packets.FindIndex(p => p.Kind == PacketKind.Rtp);
        if (at >= 0)
        {
            batch.Packets.Insert(at + 1, batch.Packets[at]);
        }
    }

    private sealed class BatchQuirk(Action<PacketBatch> change) : Quirk
    {
        public override void OnBatch(PacketBatch batch, RtspSession session) => change(batch);
    }
}
