using Nvr.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nvr.Adoption.Import;

/// <summary>
/// Reads one YAML document into nodes by the library's event parser, which needs no reflection. Aliases share nodes; a document that would be
/// large if they were written out, is deep, or refers to itself is refused. Merge keys are resolved. InvalidInput names the line.
/// </summary>
internal sealed class YamlDocument
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 50_000;
    private const string MergeKey = "<<";

    private readonly Parser parser;
    private readonly Dictionary<string, (YamlNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private int size;
    private int line = 1;

    private YamlDocument(string text) => parser = new Parser(new StringReader(text));

    /// <summary>The first document of the text, whose root must be a mapping.</summary>
    public static YamlMap Read(string text)
    {
        try
        {
            return new YamlDocument(text).ReadRoot();
        }
        catch (YamlException broken)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"Line {broken.Start.Line} of the file is not right: {Plain(broken.Message)}", broken);
        }
    }

    private YamlMap ReadRoot()
    {
        Advance();
        return Advance() && parser.Current is DocumentStart && Advance() && ReadNode(0) is YamlMap root
            ? root
            : throw new NvrException(ErrorKind.InvalidInput, "The file holds no settings.");
    }

    /// <summary>Reads the node that begins with the current event, and leaves its last event current.</summary>
    private YamlNode ReadNode(int depth)
    {
        ParsingEvent start = parser.Current!;
        int startLine = line;
        if (depth > MaxDepth)
        {
            throw Refused(line, "it is nested deeper than any configuration is");
        }
        Grow(1);
        int before = size;
        YamlNode node = start switch
        {
            AnchorAlias alias => Resolve(alias),
            Scalar scalar => new YamlScalar(startLine, scalar.Value),
            SequenceStart => ReadList(startLine, depth),
            MappingStart => ReadMap(startLine, depth),
            _ => throw Refused(startLine, "something is missing here"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } named)
        {
            anchors[named.Anchor.Value] = (node, size - before + 1);
        }
        return node;
    }

    private YamlList ReadList(int startLine, int depth)
    {
        var items = new List<YamlNode>();
        while (Next() is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }
        return new YamlList(startLine, items);
    }

    private YamlMap ReadMap(int startLine, int depth)
    {
        var entries = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        while (Next() is not MappingEnd)
        {
            int keyLine = line;
            string key = ReadNode(depth + 1) is YamlScalar scalar ? scalar.Value : throw Refused(keyLine, "a key is not a word");
            Next();
            YamlNode value = ReadNode(depth + 1);
            if (key == MergeKey)
            {
                merged.AddRange(MergedFrom(value));
            }
            else
            {
                entries.Add(new YamlEntry(key, keyLine, value));
            }
        }
        return new YamlMap(startLine, merged.Count == 0 ? entries : Beneath(merged, entries));
    }

    // Of several mappings the first has precedence, and what is written has it over all of them, wherever it stands.
    private static IEnumerable<YamlEntry> MergedFrom(YamlNode value) => value switch
    {
        YamlMap map => map.Entries,
        YamlList list => list.Items.OfType<YamlMap>().SelectMany(m => m.Entries).DistinctBy(e => e.Key),
        _ => [],
    };

    private static List<YamlEntry> Beneath(List<YamlEntry> merged, List<YamlEntry> written)
    {
        var keys = written.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        return [.. merged.Where(e => !keys.Contains(e.Key)), .. written];
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out (YamlNode Node, int Size) target))
        {
            throw Refused(line, "it refers to something that does not stand before it");
        }
        Grow(target.Size);
        return target.Node;
    }

    private void Grow(int nodes)
    {
        size += nodes;
        if (size > MaxNodes)
        {
            throw Refused(line, "it unfolds into more than any configuration holds");
        }
    }

    private ParsingEvent Next() => Advance() ? parser.Current! : throw Refused(line, "the file ends too early");

    // Damaged at random, some files make the library's scanner throw InvalidOperationException instead of its own exception (18.1.0).
    private bool Advance()
    {
        try
        {
            bool more = parser.MoveNext();
            line = (int)(parser.Current?.Start.Line ?? line);
            return more;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"After line {line} of the file something cannot be read.", broken);
        }
    }

    private static NvrException Refused(int line, string what) => new(ErrorKind.InvalidInput, $"Line {line} of the file cannot be read: {what}.");

    private static string Plain(string message) => new([.. message.Where(c => !char.IsControl(c)).Take(120)]);
}
