using System.Text;
using System.Xml;
using System.Xml.Linq;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class MetadataQuirkTests
{
    private const int Channel = 6;

    [Fact, Shows("metadata-split")]
    public async Task Split_PacketsOfSevenBytes_MakeADocument()
    {
        List<RtpPacket> document = await DocumentAsync("metadata-split");

        Assert.True(document.Count > 20);
        Assert.All(document.SkipLast(1), p => Assert.Equal(7, p.Payload.Length));
        Assert.Equal("MetadataStream", XElement.Parse(TextOf(document)).Name.LocalName);
    }

    [Fact, Shows("metadata-no-marker")]
    public async Task NoMarker_IsNeverSet()
    {
        List<RtpPacket> packets = await PacketsAsync("metadata-no-marker", 5);

        Assert.All(packets, p => Assert.False(IsMarked(p)));
        Assert.All(packets, p => Assert.Equal("MetadataStream", XElement.Parse(TextOf([p])).Name.LocalName));
    }

    [Theory, Shows("metadata-huge", "metadata-flood")]
    [InlineData("metadata-huge", 3_000_000)]
    [InlineData("metadata-flood", 500_000)]
    public async Task Padded_DocumentIsLong_AndWellFormed(string quirk, int bytes)
    {
        string text = TextOf(await DocumentAsync(quirk));

        Assert.True(text.Length > bytes, $"{text.Length} bytes");
        Assert.Equal("MetadataStream", XElement.Parse(text).Name.LocalName);
    }

    [Fact, Shows("metadata-endless")]
    public async Task Endless_NeverEnds()
    {
        List<RtpPacket> packets = await PacketsAsync("metadata-endless", 400);

        Assert.All(packets, p => Assert.False(IsMarked(p)));
        Assert.DoesNotContain("</", TextOf(packets), StringComparison.Ordinal);
    }

    [Fact, Shows("metadata-broken-xml")]
    public async Task BrokenXml_CannotBeParsed()
    {
        string text = TextOf(await DocumentAsync("metadata-broken-xml"));

        Assert.Throws<XmlException>(() => XElement.Parse(text));
    }

    [Theory, Shows("metadata-gzip", "metadata-gzip-told")]
    [InlineData("metadata-gzip", "vnd.onvif.metadata/90000")]
    [InlineData("metadata-gzip-told", "vnd.onvif.metadata.gzip/90000")]
    public async Task Gzip_BeginsWithItsMark(string quirk, string rtpMap)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        Assert.Contains(rtpMap, (await client.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString())).Body, StringComparison.Ordinal);

        Assert.Equal([0x1F, 0x8B], (await DocumentAsync(quirk))[0].Payload[..2].ToArray());
    }

    private static bool IsMarked(RtpPacket packet) => (packet.Bytes[1] & 0x80) != 0;

    private static string TextOf(IEnumerable<RtpPacket> packets) => Encoding.UTF8.GetString([.. packets.SelectMany(p => p.Payload.ToArray())]);

    private static async Task<List<RtpPacket>> PacketsAsync(string quirk, int count)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 3);
        return await client.TakePacketsAsync(Channel, count);
    }

    private static async Task<List<RtpPacket>> DocumentAsync(string quirk)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirk);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 3);
        List<RtpPacket> document = [];
        do
        {
            document.Add(await client.UntilAsync(p => p.Channel == Channel));
        }
        while (!IsMarked(document[^1]));
        return document;
    }
}
