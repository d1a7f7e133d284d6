namespace Nvr.Web.Accounts;

/// <summary>The content of <c>sessions.json</c>.</summary>
internal sealed record SessionFile(IReadOnlyList<StoredSession> Sessions);
