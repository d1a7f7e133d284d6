namespace Nvr.Storage.Events.Search;

/// <summary>
/// How much one page may cost, in units of reading one stored set of bits (some 2 µs of an x64 core): what is not found within it is left to the next
/// page. Counted and not timed, so that a page is the same on every machine. One thread.
/// </summary>
internal sealed class SearchBudget(int units)
{
    /// <summary>What a page may cost over all volumes: about 15 ms of an x64 core (decision 0036).</summary>
    public const int Page = 6_000;

    /// <summary>A query by time, beside the rows that it reads.</summary>
    private const int QueryUnits = 16;

    private const int RowsPerUnit = 4;
    private const int PieceUnits = 3;

    private int left = units;

    public bool IsSpent => left <= 0;

    public void PayQuery(long rows) => left -= QueryUnits + (int)Math.Min(rows / RowsPerUnit, Page);

    /// <summary>One of many places that a query looks at.</summary>
    public void PayPiece() => left -= PieceUnits;

    /// <summary>What reading a number of chunks of each of some terms costs.</summary>
    public static int OfBits(int terms, int chunks) => terms * (chunks + 2);

    public static int OfPieces(int pieces) => pieces * PieceUnits;

    public void PayBits(int sets) => left -= sets;
}
