using Fuzz.Engine;
using Fuzz.Material;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Fuzz.Targets;

/// <summary>Packets of one track with its description before them: nothing is thrown, and the access units keep their promises.</summary>
internal sealed class RtpTarget(MaterialStore material) : IFuzzTarget
{
    private const int SeedPackets = 60;

    private readonly byte[] report = new byte[256];

    public string Name => "rtp";

    public int MaxBytes => 128 * 1024;

    public IReadOnlyList<byte[]> Words { get; } =
        [[0x80, 96, 0, 0], [0x90, 0xE0], [24], [25, 0, 0], [28, 0x80], [28, 0x40], [29, 0x80], [48 << 1, 1], [49 << 1, 1, 0x80], [0, 16], [0, 0, 0, 1], [0xFF, 0xD9]];

    public IEnumerable<byte[]> Seeds() => material.Recordings.Select(r => r.ToInput(SeedPackets));

    public IReadOnlyList<Range> Pieces(byte[] input) => Recording.PiecesOf(input);

    public void Run(byte[] input)
    {
        Recording recording = Recording.FromInput(input);
        SdpMedia? media = SdpParser.Parse(recording.Sdp).Sections.SelectMany(s => s.Candidates).FirstOrDefault();
        using TrackReceiver? receiver = media is null ? null : TrackReceiver.TryCreate(media, 0, out _);
        if (receiver is null)
        {
            return;
        }
        var sink = new CheckingSink(input.Length);
        long arrivalUs = 1_000_000;
        foreach (RecordedPacket packet in recording.Packets)
        {
            arrivalUs += packet.DelayMs * 1000L;
            Push(receiver, packet, arrivalUs, sink);
        }
        ReceptionStats stats = receiver.Stats;
        BrokenPromiseException.Unless(stats.Units == sink.Units && stats.Packets <= recording.Packets.Count, "counts do not add up");
        BrokenPromiseException.Unless(stats is { Lost: >= 0, JitterUs: >= 0 }, "a count below nothing");
        int written = receiver.WriteReceiverReport(report, arrivalUs);
        BrokenPromiseException.Unless(written >= 0 && written % 4 == 0, "a report of a length that is none");
    }

    private static void Push(TrackReceiver receiver, RecordedPacket packet, long arrivalUs, CheckingSink sink)
    {
        if (packet.IsControl)
        {
            receiver.ReceiveRtcp(packet.Bytes, arrivalUs);
        }
        else
        {
            receiver.Receive(packet.Bytes, arrivalUs, sink);
        }
    }
}
