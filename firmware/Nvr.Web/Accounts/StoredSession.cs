using System.Text.Json.Serialization;

namespace Nvr.Web.Accounts;

/// <summary>A signed-in browser or program. Only the SHA-256 of its token is kept, so a stolen file opens nothing.</summary>
internal sealed record StoredSession(string TokenHash, string AccountId, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt)
{
    /// <summary>Hexadecimal digits of a SHA-256.</summary>
    public const int HashLength = 64;

    /// <summary>The address from which somebody signed in; null for sessions from before this was kept.</summary>
    public string? Place { get; init; }

    /// <summary>What the browser or program called itself then.</summary>
    public string? Agent { get; init; }

    /// <summary>Names the session in the API and in logs; says nothing about the token.</summary>
    [JsonIgnore]
    public string Id => TokenHash[..16];
}
