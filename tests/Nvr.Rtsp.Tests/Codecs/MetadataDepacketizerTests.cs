using System.Text;
using Nvr.Core.Media;
using Nvr.Rtsp.Codecs;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

public sealed class MetadataDepacketizerTests : IDisposable
{
    private const string Document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tt:MetadataStream xmlns:tt=\"http://www.onvif.org/ver10/schema\"><tt:VideoAnalytics/></tt:MetadataStream>";

    private readonly CollectingSink sink = new();
    private readonly TrackReceiver receiver;
    private int sequence;

    public MetadataDepacketizerTests() =>
        receiver = TrackReceiver.TryCreate(Media("VND.ONVIF.METADATA"), 0, out _)!;

    public void Dispose() => receiver.Dispose();

    [Fact]
    public void Documents_InOneOrManyPackets_ComeWhole()
    {
        Send(Document, 4000, markLast: true);
        Send(Document, 7, markLast: true);
        Send(Document, 1, markLast: true);

        Assert.Equal([Document, Document, Document], Texts());
        Assert.Equal(Codec.OnvifMetadata, receiver.Format!.Codec);
        Assert.Equal(0, receiver.Stats.Damaged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\0\0")]
    public void WithoutMarkers_TheClosingTagEndsADocument(string behind)
    {
        Send(Document + behind, 50, markLast: false);
        Send(Document + behind, 50, markLast: false);

        Assert.Equal(2, sink.Units.Count);
        Assert.All(Texts(), t => Assert.StartsWith(Document, t.TrimStart(), StringComparison.Ordinal));
        Assert.Equal(0, receiver.Stats.Damaged);
    }

    [Fact]
    public void LineFeedUnderTheMarker_IsNoDocument()
    {
        Send(Document, 4000, markLast: false);
        Send("\r\n", 4000, markLast: true);

        Assert.Single(sink.Units);
        Assert.Equal(0, receiver.Stats.Damaged);
    }

    [Fact]
    public void PacketLost_DropsThatDocumentOnly()
    {
        Send(Document, 50, markLast: true, lose: 1);
        Send(Document, 50, markLast: true);
        // The loss is certain only when more came than can be out of order.
        Assert.True(receiver.Stats.Lost is 0 or 1);
        for (int i = 0; i < 40; i++)
        {
            Send(Document, 4000, markLast: true);
        }

        Assert.Equal(41, sink.Units.Count);
        Assert.All(Texts(), t => Assert.Equal(Document, t));
        Assert.Equal(1, receiver.Stats.Damaged);
    }

    [Fact]
    public void FirstPacketLost_TheRestIsNoDocument()
    {
        Send(Document, 50, markLast: true);
        Send(Document, 50, markLast: true, lose: 0);
        for (int i = 0; i < 40; i++)
        {
            Send(Document, 4000, markLast: true);
        }

        Assert.Equal(41, sink.Units.Count);
        Assert.All(Texts(), t => Assert.Equal(Document, t));
    }

    [Fact]
    public void UnclosedDocument_EndsWhereTheNextBegins()
    {
        Send(Document[..60], 50, markLast: false);
        Send(Document, 50, markLast: true);

        Assert.Equal([Document], Texts());
        Assert.Equal(1, receiver.Stats.Damaged);
    }

    [Fact]
    public void DeclarationInAPacketOfItsOwn_BelongsToWhatFollows()
    {
        Send(Document, Document.IndexOf("?>", StringComparison.Ordinal) + 2, markLast: true);

        Assert.Equal([Document], Texts());
        Assert.Equal(0, receiver.Stats.Damaged);
    }

    [Fact]
    public void EndlessDocument_IsBoundedAndCountedOnce_AndTheNextComes()
    {
        byte[] filling = Encoding.UTF8.GetBytes(new string('x', 1400));
        Send(Document[..100], 4000, markLast: false);
        for (int i = 0; i < 3 * MetadataDepacketizer.MaxBytes / filling.Length; i++)
        {
            Receive(filling, false);
        }
        Assert.Empty(sink.Units);
        Assert.Equal(1, receiver.Stats.Damaged);

        Send(Document, 50, markLast: true);

        Assert.Equal([Document], Texts());
    }

    [Theory]
    [InlineData("VND.ONVIF.METADATA.GZIP")]
    [InlineData("VND.ONVIF.METADATA.EXI.ONVIF")]
    [InlineData("VND.ONVIF.METADATA.EXI.EXT")]
    public void Compressed_IsRefusedInPlainWords(string encoding)
    {
        Assert.Null(TrackReceiver.TryCreate(Media(encoding), 0, out string? whyNot));
        Assert.Equal("The camera compresses its metadata, which the recorder does not read.", whyNot);
    }

    private static SdpMedia Media(string encoding) =>
        new() { Kind = "application", PayloadType = 96, EncodingName = encoding, ClockRate = 90_000 };

    private string[] Texts() => [.. sink.Units.Select(u => Encoding.UTF8.GetString(u.Data))];

    private void Send(string text, int packetBytes, bool markLast, int? lose = null)
    {
        byte[][] pieces = [.. Encoding.UTF8.GetBytes(text).Chunk(packetBytes)];
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i == lose)
            {
                sequence++;
                continue;
            }
            Receive(pieces[i], markLast && i == pieces.Length - 1);
        }
    }

    private void Receive(byte[] payload, bool marker)
    {
        receiver.Receive(RtpBytes.Packet(sequence, (uint)(sequence * 3000), marker, payload), sequence * 40_000L, sink);
        sequence++;
    }
}
