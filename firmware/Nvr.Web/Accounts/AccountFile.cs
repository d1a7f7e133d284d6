namespace Nvr.Web.Accounts;

/// <summary>The content of <c>accounts.json</c>.</summary>
internal sealed record AccountFile(IReadOnlyList<Account> Accounts)
{
    /// <summary>Whether this can have been written: each account is there, once.</summary>
    public bool Holds() => Accounts.All(a => a is not null) && Accounts.DistinctBy(a => a.Id).Count() == Accounts.Count;
}
