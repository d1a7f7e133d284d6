namespace Nvr.Board.Files;

/// <summary>One thing that is wrong in a board file. Immutable.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in bytes.</param>
/// <param name="Sentence">For the person who wrote the file; names the value by its path.</param>
public sealed record BoardProblem(int Line, int Column, string Sentence)
{
    /// <summary>In the form that editors and compilers understand.</summary>
    public string At(string file) => $"{file}:{Line}:{Column}: {Sentence}";
}
