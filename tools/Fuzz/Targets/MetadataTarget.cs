using System.Buffers.Binary;
using System.Text;
using Fuzz.Engine;
using Fuzz.Material;
using Nvr.Core.Media;
using Nvr.Rtsp.Codecs;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Fuzz.Targets;

/// <summary>
/// Packets of a metadata track, put together to documents, and those read to pictures and events: nothing is thrown, no document is empty or
/// beyond its bound, and what is read keeps the promises of <see cref="OnvifTarget"/>.
/// </summary>
internal sealed class MetadataTarget : IFuzzTarget
{
    private const string Sdp = "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n";
    private const int HeaderBytes = 12;

    private static readonly SdpMedia Track = new() { Kind = "application", PayloadType = 107, EncodingName = "VND.ONVIF.METADATA", ClockRate = 90_000 };

    private readonly OnvifTarget documents = new();

    public string Name => "metadata";

    public int MaxBytes => 64 * 1024;

    public IReadOnlyList<byte[]> Words { get; } =
    [
        [0x80, 107, 0, 0], [0x80, 0xEB, 0, 0], .. Split.Words("<?xml", "?>", "</tt:MetadataStream>", "<tt:MetadataStream", "</MetaDataStream >", "\r\n", "\0", "\u001f\u008b", "$EXI"),
    ];

    public IEnumerable<byte[]> Seeds()
    {
        foreach (byte[] document in documents.Seeds().Skip(1).Take(1))
        {
            byte[] declared = [.. "<?xml version=\"1.0\"?>"u8, .. document];
            yield return Of(declared, 1400, marks: true).ToInput(int.MaxValue);
            yield return Of(declared, 40, marks: true).ToInput(int.MaxValue);
            yield return Of([.. document, .. "\r\n"u8], 97, marks: false).ToInput(int.MaxValue);
        }
    }

    public IReadOnlyList<Range> Pieces(byte[] input) => Recording.PiecesOf(input);

    public void Run(byte[] input)
    {
        using TrackReceiver receiver = TrackReceiver.TryCreate(Track, 0, out _)!;
        var sink = new DocumentSink(documents);
        Recording recording = Recording.FromInput(input);
        long arrivalUs = 1_000_000;
        foreach (RecordedPacket packet in recording.Packets)
        {
            arrivalUs += packet.DelayMs * 1000L;
            if (packet.IsControl)
            {
                receiver.ReceiveRtcp(packet.Bytes, arrivalUs);
            }
            else
            {
                receiver.Receive(packet.Bytes, arrivalUs, sink);
            }
        }
        ReceptionStats stats = receiver.Stats;
        BrokenPromiseException.Unless(stats.Units == sink.Count && stats.Units + stats.Damaged <= (2L * recording.Packets.Count), "counts do not add up");
    }

    /// <summary>A document sent twice.</summary>
    private static Recording Of(byte[] document, int packetBytes, bool marks)
    {
        var packets = new List<RecordedPacket>();
        for (int twice = 0; twice < 2; twice++)
        {
            byte[][] pieces = [.. document.Chunk(packetBytes)];
            for (int i = 0; i < pieces.Length; i++)
            {
                packets.Add(Packet(packets.Count, marks && i == pieces.Length - 1, pieces[i]));
            }
        }
        return new Recording(Sdp, packets);
    }

    private static RecordedPacket Packet(int sequence, bool marker, byte[] payload)
    {
        byte[] bytes = [0x80, (byte)(107 | (marker ? 0x80 : 0)), .. new byte[HeaderBytes - 2], .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)sequence * 900);
        return new RecordedPacket(false, 10, bytes);
    }

    private sealed class DocumentSink(OnvifTarget documents) : IAccessUnitSink
    {
        public long Count { get; private set; }

        public void OnAccessUnit(in AccessUnit unit)
        {
            Count++;
            BrokenPromiseException.Unless(unit.Data.Length is > 0 and <= MetadataDepacketizer.MaxBytes, "a document that is empty or too long");
            BrokenPromiseException.Unless(Encoding.Latin1.GetString(unit.Data).AsSpan().ContainsAnyExcept(" \t\r\n\0"), "a document of blanks");
            documents.Run(unit.Data.ToArray());
        }
    }
}
