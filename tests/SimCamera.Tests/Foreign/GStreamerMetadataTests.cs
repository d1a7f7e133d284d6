using System.Xml.Linq;

namespace SimCamera.Tests.Foreign;

/// <summary>GStreamer's rtspsrc as the reader of the metadata stream.</summary>
public sealed class GStreamerMetadataTests
{
    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public async Task RtspSrc_TakesTheMetadataTrack_AsDocuments(string protocol)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("metadata-track");
        string file = Path.GetTempFileName();
        ForeignProgram run = await ForeignProgram.RunAsync(
            "gst-launch-1.0", "rtspsrc", $"location={server.Cameras[0].Url}", $"protocols={protocol}", "latency=100",
            "!", "application/x-rtp,media=application", "!", "identity", "eos-after=5", "!", "filesink", $"location={file}", "buffer-mode=unbuffered");
        byte[] written = await File.ReadAllBytesAsync(file);
        File.Delete(file);

        Assert.True(written.Length > 0, run.Errors + run.Output);
        string[] documents = DocumentsIn(written);
        Assert.True(documents.Length >= 3, $"{documents.Length} documents in {written.Length} bytes");
        Assert.All(documents, d => Assert.Equal("Frame", XElement.Parse(d).Descendants().Skip(1).First().Name.LocalName));
    }

    /// <summary>The sink writes packet after packet, headers included; each document fits into one.</summary>
    private static string[] DocumentsIn(byte[] written)
    {
        string text = System.Text.Encoding.Latin1.GetString(written);
        return [.. text.Split("<?xml", StringSplitOptions.None).Skip(1)
            .Where(t => t.Contains("</tt:MetadataStream>", StringComparison.Ordinal))
            .Select(t => t[(t.IndexOf("?>", StringComparison.Ordinal) + 2)..(t.IndexOf("</tt:MetadataStream>", StringComparison.Ordinal) + "</tt:MetadataStream>".Length)])];
    }
}
