using System.IO.Compression;
using System.Text;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>Quirks of the metadata stream; each gives the camera one. Immutable.</summary>
internal static class MetadataQuirks
{
    private const int HugeBytes = 3 << 20;
    private const int FloodBytes = 512 << 10;

    public static IEnumerable<QuirkEntry> All { get; } =
    [
        Of("metadata-split", "Metadata are cut into packets of 7 bytes, in the middle of letters and tags.", d => d.PacketBytes = 7),
        Of("metadata-no-marker", "No marker bit ends a document of metadata.", d => d.Marks = false),
        Of("metadata-huge", "Each document of metadata is 3 MB long.", d => d.Bytes = Padded(d.Bytes, HugeBytes)),
        Of("metadata-flood", "Documents of metadata of half a megabyte come five times a second.", d => d.Bytes = Padded(d.Bytes, FloodBytes)),
        Of("metadata-endless", "A document of metadata begins and never ends.", Endless),
        Of("metadata-broken-xml", "The metadata are no XML: tags are not closed.", d => d.Bytes = d.Bytes[..(d.Bytes.Length / 2)]),
        Of("metadata-gzip", "Metadata are compressed, and said to be plain.", d => d.Bytes = Compressed(d.Bytes)),
        QuirkEntry.Plain("metadata-gzip-told", "Metadata are compressed, and said to be.", () => new ToldCompression()),
    ];

    private static QuirkEntry Of(string name, string sentence, Action<MetadataDraft> change) =>
        QuirkEntry.Plain(name, sentence, () => new MetadataQuirk(change));

    private static byte[] Padded(byte[] document, int bytes)
    {
        string text = Encoding.UTF8.GetString(document);
        int end = text.LastIndexOf("</", StringComparison.Ordinal);
        string filling = string.Concat(Enumerable.Repeat("<tt:Extension>0123456789abcdef</tt:Extension>", bytes / 45));
        return Encoding.UTF8.GetBytes(text[..end] + filling + text[end..]);
    }

    private static void Endless(MetadataDraft draft)
    {
        draft.Marks = false;
        draft.Bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<tt:Frame>", 26_000)));
    }

    private static byte[] Compressed(byte[] document)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        {
            gzip.Write(document);
        }

        return result.ToArray();
    }

    private sealed class ToldCompression : Quirk
    {
        public override void Configure(CameraPlan plan) => plan.Metadata = true;

        public override void OnMetadata(MetadataDraft draft) => draft.Bytes = Compressed(draft.Bytes);

        public override string OnSdp(RtspExchange exchange, string sdp) =>
            sdp.Replace("vnd.onvif.metadata/", "vnd.onvif.metadata.gzip/", StringComparison.Ordinal);
    }
}
