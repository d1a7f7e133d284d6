using System.Text.Json.Serialization;
using Nvr.Web.Accounts;

namespace Nvr.Web.Shares;

/// <summary>
/// A link that opens one export to whoever has it. Only the SHA-256 of its token is kept, so a stolen file opens nothing. One that ended stays for a while, so
/// that who follows it is told so. Immutable.
/// </summary>
/// <param name="AccountId">Who shared it: it ends with that account, or with its right to share.</param>
/// <param name="Password">Null where none is needed.</param>
/// <param name="EndedAt">When it was revoked, or seen to have run out; null while it holds.</param>
internal sealed record StoredShare(
    string TokenHash, string ExportId, string AccountId, string UserName, DateTimeOffset CreatedAt, DateTimeOffset Until, PasswordHash? Password,
    DateTimeOffset? LastUsedAt, int Uses, DateTimeOffset? EndedAt, bool IsRevoked)
{
    /// <summary>Hexadecimal digits of a SHA-256.</summary>
    public const int HashLength = 64;

    /// <summary>Names the share in the API and in logs; says nothing about the token.</summary>
    [JsonIgnore]
    public string Id => TokenHash[..16];
}
