using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Events;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Metadata;

/// <summary>
/// Reads the documents of a metadata stream (<c>vnd.onvif.metadata</c>): one tt:MetadataStream each, put together from RTP packets up to
/// the marker (Streaming specification, "Metadata"). Pure and thread-safe; never throws for what a camera sends.
/// </summary>
public static class MetadataParser
{
    /// <summary>A document of more bytes is not read.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxFrames = 64;

    /// <summary>False for what is no metadata stream document.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out MetadataDocument? document)
    {
        document = null;
        if (bytes.Length is 0 or > MaxBytes)
        {
            return false;
        }
        try
        {
            XElement root = BoundedXml.Read(bytes);
            document = root.Name == Ns.Schema + "MetadataStream" || root.Name == Ns.Schema + "MetaDataStream" ? From(root) : null;
        }
        catch (NvrException)
        {
            // Packets get lost, and half a document is none.
        }
        return document is not null;
    }

    private static MetadataDocument From(XElement root)
    {
        IEnumerable<XElement> frames = root.Elements(Ns.Schema + "VideoAnalytics").Elements(Ns.Schema + "Frame").Take(MaxFrames);
        IEnumerable<XElement> messages = root.Elements(Ns.Schema + "Event").Elements(Ns.Notification + "NotificationMessage");
        return new MetadataDocument([.. frames.Select(SceneReader.Frame).OfType<AnalyticsFrame>()], NotificationReader.All(messages));
    }
}
