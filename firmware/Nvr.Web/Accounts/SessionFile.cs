namespace Nvr.Web.Accounts;

/// <summary>The content of <c>sessions.json</c>.</summary>
internal sealed record SessionFile(IReadOnlyList<StoredSession> Sessions)
{
    /// <summary>Whether this can have been written: each session is there, once, under a whole hash.</summary>
    public bool Holds() =>
        Sessions.All(s => s?.TokenHash.Length == StoredSession.HashLength) && Sessions.DistinctBy(s => s.TokenHash).Count() == Sessions.Count;
}
