namespace Nvr.Web.Accounts;

/// <summary>The content of <c>accounts.json</c>.</summary>
internal sealed record AccountFile(IReadOnlyList<Account> Accounts);
