namespace Nvr.Core.Auth;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header: a scheme and its parameters, quoted values unescaped.</summary>
internal sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public bool IsDigest => Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase);

    public string Realm => this["realm"] ?? "";

    public bool IsStale => string.Equals(this["stale"], "true", StringComparison.OrdinalIgnoreCase);

    public string? this[string name] => Parameters.GetValueOrDefault(name);
}
