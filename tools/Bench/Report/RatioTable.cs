namespace Bench.Report;

/// <summary>All rows as one markdown table. Pure.</summary>
internal static class RatioTable
{
    private static readonly string[] Heads = ["measurement", "figure", "against", "ratio", "goal", "held"];

    public static string Format(IEnumerable<Row> rows)
    {
        string[][] cells = [Heads, .. rows.Select(CellsOf)];
        int[] widths = [.. Heads.Select((_, column) => cells.Max(c => c[column].Length))];
        IEnumerable<string> lines = cells.Select(c => $"| {string.Join(" | ", c.Select((text, i) => text.PadRight(widths[i])))} |");
        string rule = $"|{string.Join("|", widths.Select(w => new string('-', w + 2)))}|";
        return string.Join('\n', [lines.First(), rule, .. lines.Skip(1)]);
    }

    private static string[] CellsOf(Row row) =>
    [
        row.What, row.Figure, row.Against, row.Ratio is { } ratio ? Figures.Short(ratio) : "", row.Goal,
        row.Held switch { true => "yes", false => "NO", null => "" },
    ];
}
