using System.Text;
using System.Text.Json;

namespace Nvr.Board.Files;

/// <summary>
/// Turns the text of a board file into nodes that know their lines, which the platform's own reader of objects forgets. Comments are allowed.
/// Used by one thread; what is not JSON ends in one problem, a key that stands twice in one each.
/// </summary>
internal ref struct BoardText
{
    private const int Deepest = 16;

    private readonly ReadOnlySpan<byte> text;
    private readonly List<BoardProblem> problems;
    private Utf8JsonReader reader;
    private int line = 1;
    private int lineStart;
    private int counted;

    private BoardText(ReadOnlySpan<byte> text, List<BoardProblem> problems)
    {
        this.text = text;
        this.problems = problems;
        reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest });
    }

    /// <summary>The file's one value; null when it is not JSON.</summary>
    public static BoardNode? Parse(ReadOnlySpan<byte> text, List<BoardProblem> problems)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        var parser = new BoardText(text.StartsWith(mark) ? text[mark.Length..] : text, problems);
        try
        {
            parser.reader.Read();
            BoardNode root = parser.Value("");
            parser.reader.Read();
            return root;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            problems.Add(parser.Unreadable(wrong as JsonException));
            return null;
        }
    }

    private BoardProblem Unreadable(JsonException? wrong)
    {
        string sentence = wrong is null
            ? "This text is not made of whole characters (UTF-8)."
            : $"This is not JSON: {wrong.Message.Split(" LineNumber:")[0]}";
        return new BoardProblem((int)(wrong?.LineNumber ?? line - 1) + 1, (int)(wrong?.BytePositionInLine ?? 0) + 1, sentence);
    }

    private BoardNode Value(string path)
    {
        (int atLine, int atColumn) = Place();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new BoardNode(path, JsonValueKind.Object, atLine, atColumn) { Members = Members(path) };
            case JsonTokenType.StartArray:
                return new BoardNode(path, JsonValueKind.Array, atLine, atColumn) { Items = Items(path) };
            case JsonTokenType.String:
                return new BoardNode(path, JsonValueKind.String, atLine, atColumn) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new BoardNode(path, JsonValueKind.Number, atLine, atColumn) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new BoardNode(path, JsonValueKind.True, atLine, atColumn);
            case JsonTokenType.False:
                return new BoardNode(path, JsonValueKind.False, atLine, atColumn);
            default:
                return new BoardNode(path, JsonValueKind.Null, atLine, atColumn);
        }
    }

    private List<KeyValuePair<string, BoardNode>> Members(string path)
    {
        var members = new List<KeyValuePair<string, BoardNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            (int atLine, int atColumn) = Place();
            reader.Read();
            BoardNode value = Value(path.Length == 0 ? key : $"{path}.{key}");
            if (seen.Add(key))
            {
                members.Add(new(key, value));
            }
            else
            {
                problems.Add(new BoardProblem(atLine, atColumn, $"{value.Path}: this key stands here twice."));
            }
        }
        return members;
    }

    private List<BoardNode> Items(string path)
    {
        var items = new List<BoardNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value($"{path}[{items.Count}]"));
        }
        return items;
    }

    private (int Line, int Column) Place()
    {
        var at = (int)reader.TokenStartIndex;
        for (; counted < at; counted++)
        {
            if (text[counted] == '\n')
            {
                line++;
                lineStart = counted + 1;
            }
        }
        return (line, at - lineStart + 1);
    }
}
