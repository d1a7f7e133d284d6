namespace Nvr.Board.Files;

/// <summary>Names by which parts of a board are told apart: short, and each once among its kind. Used by one thread while a file is read.</summary>
internal sealed class PartNames
{
    private const int Longest = 16;

    private readonly Dictionary<string, BoardNode> taken = new(StringComparer.Ordinal);

    /// <summary>The section's "name", judged.</summary>
    public string Read(Section part)
    {
        string name = part.Text("name");
        if (part.Find("name") is not { } at || name.Length == 0)
        {
            return name;
        }
        if (name.Length > Longest || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            part.Add(at, $"a name has at most {Longest} letters, digits and hyphens.");
        }
        else if (!taken.TryAdd(name, at))
        {
            part.Add(at, $"\"{name}\" is the name of the one in line {taken[name].Line} already.");
        }
        return name;
    }
}
