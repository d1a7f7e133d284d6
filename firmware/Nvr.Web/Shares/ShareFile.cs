namespace Nvr.Web.Shares;

/// <summary>The content of <c>shares.json</c>.</summary>
internal sealed record ShareFile(IReadOnlyList<StoredShare> Shares)
{
    /// <summary>Whether this can have been written: each share is there, once, under a whole hash.</summary>
    public bool Holds() =>
        Shares.All(s => s?.TokenHash.Length == StoredShare.HashLength) && Shares.DistinctBy(s => s.TokenHash).Count() == Shares.Count;
}
