using System.Text.Json;

namespace Nvr.Board.Files;

/// <summary>A value of a board file that knows where it stands. Immutable.</summary>
internal sealed record BoardNode(string Path, JsonValueKind Kind, int Line, int Column)
{
    /// <summary>A text's or a number's own characters.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<BoardNode> Items { get; init; } = [];

    /// <summary>In the order of the file; no key twice.</summary>
    public IReadOnlyList<KeyValuePair<string, BoardNode>> Members { get; init; } = [];

    public BoardProblem Problem(string sentence) => new(Line, Column, Path.Length == 0 ? sentence : $"{Path}: {sentence}");
}
