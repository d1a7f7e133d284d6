using System.Text;
using Nvr.Core;

namespace Nvr.Adoption.Import;

/// <summary>
/// Splits CSV as spreadsheets write it (RFC 4180): quotes, doubled quotes, line ends inside quotes; the separator is the one of
/// comma, semicolon and tab that is most often in the first line outside quotes. Used once. Written here because errors are to name the exact line.
/// </summary>
internal sealed class CsvReader(string text)
{
    private const int MaxRows = 10_000;
    private const int MaxCells = 100;
    private const int LongestCell = 4096;

    private readonly char separator = SeparatorOf(text);
    private readonly StringBuilder cell = new();
    private readonly List<CsvRow> rows = [];
    private readonly List<string> cells = [];
    private int at;
    private int line = 1;
    private int rowLine = 1;

    /// <summary>All rows that hold anything. InvalidInput with the line for what is no CSV or too much.</summary>
    public IReadOnlyList<CsvRow> ReadAll()
    {
        while (at < text.Length)
        {
            char c = text[at++];
            if (c == '"' && cell.Length == 0)
            {
                ReadQuoted();
            }
            else if (c == separator)
            {
                EndCell();
            }
            else if (c is '\n' or '\r')
            {
                at += c == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
                EndRow();
            }
            else
            {
                Append(c);
            }
        }
        EndRow();
        return rows;
    }

    private void ReadQuoted()
    {
        int openedOn = line;
        while (at < text.Length)
        {
            char c = text[at++];
            if (c != '"')
            {
                line += c == '\n' || (c == '\r' && (at == text.Length || text[at] != '\n')) ? 1 : 0;
                Append(c);
            }
            else if (at < text.Length && text[at] == '"')
            {
                at++;
                Append('"');
            }
            else
            {
                return;
            }
        }
        throw Invalid(openedOn, "a quotation mark is opened and never closed");
    }

    private void Append(char c)
    {
        if (cell.Length == LongestCell)
        {
            throw Invalid(line, "a cell is longer than any setting of a camera");
        }
        cell.Append(c);
    }

    private void EndCell()
    {
        if (cells.Count == MaxCells)
        {
            throw Invalid(line, "there are more cells than any list of cameras has");
        }
        cells.Add(cell.ToString().Trim());
        cell.Clear();
    }

    private void EndRow()
    {
        EndCell();
        if (cells.Exists(c => c.Length > 0))
        {
            if (rows.Count == MaxRows)
            {
                throw Invalid(line, $"there are more than {MaxRows} rows");
            }
            rows.Add(new CsvRow(rowLine, [.. cells]));
        }
        cells.Clear();
        line++;
        rowLine = line;
    }

    private static char SeparatorOf(string text)
    {
        Span<int> counts = stackalloc int[3];
        bool quoted = false;
        foreach (char c in text.AsSpan().TrimStart())
        {
            quoted ^= c == '"';
            int which = ",;\t".IndexOf(c, StringComparison.Ordinal);
            if (!quoted && which >= 0)
            {
                counts[which]++;
            }
            if (!quoted && c is '\n' or '\r')
            {
                break;
            }
        }
        return counts[2] > Math.Max(counts[0], counts[1]) ? '\t' : counts[1] > counts[0] ? ';' : ',';
    }

    private static NvrException Invalid(int line, string what) =>
        new(ErrorKind.InvalidInput, $"Line {line} of the list cannot be read: {what}.");
}
