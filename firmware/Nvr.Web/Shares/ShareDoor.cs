using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Accounts;

namespace Nvr.Web.Shares;

/// <summary>
/// The password of a share: checked a few times in five minutes, then remembered for <see cref="Remembered"/> by a cookie that belongs to this one address and is forgotten at a restart. Thread-safe.
/// </summary>
internal sealed class ShareDoor(AccountBook accounts, AttemptLimiter limiter, BoxClock clock)
{
    private const string CookieName = "nvr-share";
    private const int MostGrants = 1000;
    private const int PerPlace = 5;
    private const int PerShare = 50;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(12);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string ShareId, long EndsUs)> grants = new(StringComparer.Ordinal);

    public bool IsOpenTo(HttpContext http, StoredShare share)
    {
        if (share.Password is null)
        {
            return true;
        }
        string? token = http.Request.Cookies[CookieName];
        lock (gate)
        {
            return token is { Length: > 0 and < 128 } && grants.TryGetValue(HashOf(token), out (string ShareId, long EndsUs) grant)
                && grant.ShareId == share.Id && clock.MonotonicUs < grant.EndsUs;
        }
    }

    /// <summary>Null when the password was right, and the answer then carries the cookie; else false for a wrong one and true for too many.</summary>
    public async Task<bool?> TryAsync(HttpContext http, StoredShare share, string password)
    {
        string pair = $"share {share.Id} at {CallerPlace.CountedOf(http)}";
        if (!limiter.TryTake(out _, (pair, PerPlace), ("share " + share.Id, PerShare)))
        {
            return true;
        }
        if (!await accounts.MatchesAsync(share.Password ?? PasswordHash.Nobody, password, http.RequestAborted))
        {
            return false;
        }
        limiter.Clear(pair);
        http.Response.Cookies.Append(CookieName, Grant(share), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = http.Request.Path.Value, MaxAge = Remembered, IsEssential = true,
        });
        return null;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string Grant(StoredShare share)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (gate)
        {
            long now = clock.MonotonicUs;
            int over = Math.Max(0, grants.Count - MostGrants + 1);
            foreach (string old in grants.OrderBy(g => g.Value.EndsUs).Where((g, i) => i < over || g.Value.EndsUs <= now).Select(g => g.Key).ToArray())
            {
                grants.Remove(old);
            }
            grants[HashOf(token)] = (share.Id, now + (long)Remembered.TotalMicroseconds);
        }
        return token;
    }
}
