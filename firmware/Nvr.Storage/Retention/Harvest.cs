namespace Nvr.Storage.Retention;

/// <summary>What one step of a search took out of the index: files that are now garbage.</summary>
internal sealed class Harvest
{
    private readonly List<long> ids = [];

    public IReadOnlyList<long> Ids => ids;

    public long Bytes { get; private set; }

    /// <summary>Rows looked at, taken or spared; 0 means that the search has come to its end.</summary>
    public int Rows { get; private set; }

    /// <summary>Where the next step goes on.</summary>
    public long Position { get; private set; }

    public void Looked(long position)
    {
        Rows++;
        Position = position;
    }

    public void Add(long id, long bytes)
    {
        ids.Add(id);
        Bytes += bytes;
    }
}
