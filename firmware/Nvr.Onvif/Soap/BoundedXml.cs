using System.Xml;
using System.Xml.Linq;
using Nvr.Core;

namespace Nvr.Onvif.Soap;

/// <summary>
/// Reads XML that a stranger wrote into a tree: no DTD, no entity but the five built in, nothing fetched, and depth, nodes and
/// characters bounded. Thread-safe. Failures are <see cref="NvrException"/> of kind Protocol.
/// </summary>
internal static class BoundedXml
{
    /// <summary>ONVIF's own answers are about 12 deep; topic sets and analytics rules nest a little more.</summary>
    public const int MaxDepth = 64;

    /// <summary>Elements and attributes. A device with 64 channels answers GetProfiles with about 20,000.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>Of one element. Each is compared with those before it; ONVIF's elements have a dozen at most.</summary>
    public const int MaxAttributes = 1000;

    private const int MaxCharacters = 8 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        // Old cameras put control characters into the names that their owners gave.
        CheckCharacters = false,
        CloseInput = false,
    };

    public static XElement Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // The encoding is taken from the byte order mark or the declaration; a reader over text would trust neither.
            using var stream = new MemoryStream(Trim(bytes).ToArray(), writable: false);
            using XmlReader reader = XmlReader.Create(stream, Settings);
            return new Builder(reader).Run();
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new NvrException(ErrorKind.Protocol, "The camera's answer is no XML that can be read. It may need a restart or newer firmware.", e);
        }
    }

    /// <summary>Blanks before the declaration and zero bytes behind the end, which some cameras send, are no XML.</summary>
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        int start = 0;
        while (start < span.Length && span[start] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')
        {
            start++;
        }
        int end = span.Length;
        // An odd number of zeros at the end of UTF-16 text belongs to its last character.
        bool wide = span.Length >= 2 && (span[0] is 0xFE or 0xFF || span[1] == 0);
        while (!wide && end > start && span[end - 1] == 0)
        {
            end--;
        }
        return bytes[start..end];
    }

    /// <summary>What XML cannot carry becomes U+FFFD: parts of the tree are written again, as evidence or back to the camera.</summary>
    private static string Writable(string text)
    {
        int at = 0;
        while (at < text.Length && IsWritable(text, at))
        {
            at++;
        }
        return at == text.Length ? text : string.Create(text.Length, text, static (into, from) =>
        {
            for (int i = 0; i < into.Length; i++)
            {
                into[i] = IsWritable(from, i) ? from[i] : '\uFFFD';
            }
        });
    }

    private static bool IsWritable(string text, int at) => XmlConvert.IsXmlChar(text[at])
        || (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        || (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));

    private sealed class Builder(XmlReader reader)
    {
        // The reader gives one string for a namespace wherever it is used, so that its name, which may be megabytes, is looked at once.
        private readonly Dictionary<string, XNamespace> spaces = new(ReferenceEqualityComparer.Instance);
        private XElement? root;
        private XElement? current;
        private int depth;
        private int nodes;

        public XElement Run()
        {
            while (reader.Read())
            {
                Take();
            }
            return root ?? throw new XmlException("no element");
        }

        private void Take()
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Open();
                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    current?.Add(new XText(Writable(reader.Value)));
                    break;
                default:
                    break;
            }
        }

        private void Open()
        {
            var element = new XElement(Space() + reader.LocalName);
            Count(1 + reader.AttributeCount);
            bool empty = reader.IsEmptyElement;
            while (reader.MoveToNextAttribute())
            {
                // xmlns="..." has that namespace and no prefix, which the tree writes as a name without one.
                XNamespace space = reader.Prefix.Length == 0 ? XNamespace.None : Space();
                element.SetAttributeValue(space + reader.LocalName, Writable(reader.Value));
            }
            current?.Add(element);
            root ??= element;
            if (!empty)
            {
                current = element;
                depth++;
            }
            if (depth > MaxDepth)
            {
                throw new XmlException("too deep");
            }
        }

        private void Close()
        {
            current = current?.Parent;
            depth--;
        }

        private XNamespace Space()
        {
            string name = reader.NamespaceURI;
            if (!spaces.TryGetValue(name, out XNamespace? space))
            {
                space = XNamespace.Get(Writable(name));
                spaces.Add(name, space);
            }
            return space;
        }

        private void Count(int more)
        {
            nodes += more;
            if (nodes > MaxNodes || more > 1 + MaxAttributes)
            {
                throw new XmlException("too many nodes");
            }
        }
    }
}
