namespace Nvr.Adoption.Import;

/// <summary>One row of a CSV file and the line on which it begins, from 1. Cells are unquoted and trimmed.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);
