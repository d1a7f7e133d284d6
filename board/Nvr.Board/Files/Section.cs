using System.Globalization;
using System.Text.Json;

namespace Nvr.Board.Files;

/// <summary>
/// An object of a board file while it is read: each key is asked for once, what is missing or of the wrong kind becomes a problem with a
/// harmless value in its place, and <see cref="End"/> finds the keys that nobody asked for. Used by one thread.
/// </summary>
internal sealed class Section
{
    private readonly BoardNode node;
    private readonly List<BoardProblem> problems;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public Section(BoardNode node, List<BoardProblem> problems)
    {
        this.node = node;
        this.problems = problems;
        if (node.Kind != JsonValueKind.Object)
        {
            Add(node, "this must be an object, { … }.");
        }
    }

    public BoardNode Node => node;

    public IEnumerable<KeyValuePair<string, BoardNode>> Members => node.Members;

    public void Add(BoardNode at, string sentence) => problems.Add(at.Problem(sentence));

    /// <summary>The value of a key; null when it is not there.</summary>
    public BoardNode? Find(string key)
    {
        known.Add(key);
        return node.Members.FirstOrDefault(m => m.Key == key).Value;
    }

    public string Text(string key) => Require(key) is { } found ? TextOf(found) : "";

    public string? TextOr(string key) => Find(key) is { } found ? TextOf(found) : null;

    public bool Flag(string key)
    {
        BoardNode? found = Find(key);
        if (found is not (null or { Kind: JsonValueKind.True or JsonValueKind.False }))
        {
            Add(found, "this must be true or false.");
        }
        return found?.Kind == JsonValueKind.True;
    }

    public int Number(string key, int least, int most) => Require(key) is { } found ? NumberOf(found, least, most) : least;

    public int NumberOr(string key, int least, int most, int otherwise) => Find(key) is { } found ? NumberOf(found, least, most) : otherwise;

    public Section? Child(string key) => Find(key) is { } found ? Of(found) : null;

    public Section Of(BoardNode child) => new(child, problems);

    /// <summary>The items of a list; none when the key is not there.</summary>
    public IReadOnlyList<BoardNode> List(string key)
    {
        BoardNode? found = Find(key);
        if (found is not (null or { Kind: JsonValueKind.Array }))
        {
            Add(found, "this must be a list, [ … ].");
        }
        return found?.Items ?? [];
    }

    public IEnumerable<Section> Sections(string key) => List(key).Select(Of);

    public string TextOf(BoardNode value)
    {
        if (value.Kind != JsonValueKind.String)
        {
            Add(value, "this must be a text in quotation marks.");
        }
        else if (value.Text.Length == 0 || value.Text.Any(char.IsControl))
        {
            Add(value, "this must not be empty, nor hold control characters.");
        }
        return value.Text;
    }

    /// <summary>The value of an enumeration by its name in lower case; null, and a problem that lists the names, when it is none.</summary>
    public T? Choice<T>(BoardNode at, string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (NameOf(value) == text)
            {
                return value;
            }
        }
        Add(at, $"\"{text}\" is not known here; known are {string.Join(", ", Enum.GetValues<T>().Select(v => NameOf(v)))}.");
        return null;
    }

    /// <summary>Finds the keys that mean nothing, so that a misspelt one is not passed over.</summary>
    public void End()
    {
        foreach ((string key, BoardNode value) in node.Members.Where(m => !known.Contains(m.Key)))
        {
            Add(value, $"the key \"{key}\" is not known here; known are {string.Join(", ", known)}.");
        }
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private BoardNode? Require(string key)
    {
        BoardNode? found = Find(key);
        if (found is null && node.Kind == JsonValueKind.Object)
        {
            Add(node, $"the key \"{key}\" is missing.");
        }
        return found;
    }

    private int NumberOf(BoardNode value, int least, int most)
    {
        if (value.Kind == JsonValueKind.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
        {
            return number;
        }
        Add(value, $"this must be a whole number from {least} to {most}.");
        return least;
    }
}
