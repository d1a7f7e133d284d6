using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Settings;
using Nvr.Web.Access;
using Nvr.Web.Accounts;

namespace Nvr.Web.Shares;

/// <summary>
/// The links that were given away. Thread-safe; what was given away or revoked is on disk before the call returns, how often one was used at most once in
/// <see cref="WriteInterval"/>, to spare the flash. One that ran out stays ended when the clock is set back.
/// </summary>
internal sealed class ShareBook
{
    public const int MostOpen = 100;

    private const int MostStored = 400;
    private static readonly TimeSpan WriteInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);

    /// <summary>A clock that lies further back than the share's beginning does not know the time.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly SettingsFile<ShareFile> file;
    private readonly AccountBook accounts;
    private readonly TimeProvider time;
    private readonly Dictionary<string, StoredShare> shares;
    private DateTimeOffset written;

    public ShareBook(SettingsFile<ShareFile> file, AccountBook accounts, BoxClock clock, HealthBoard health)
    {
        this.file = file;
        this.accounts = accounts;
        time = clock.Time;
        shares = (file.Read()?.Shares ?? []).ToDictionary(s => s.TokenHash, StringComparer.Ordinal);
        written = time.GetUtcNow();
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem("settings/shares", HealthLevel.Attention, problem));
        }
    }

    /// <summary>Makes a share and returns it with its token: 256 random bits, never to be seen again. Exhausted when there are too many.</summary>
    public (StoredShare Share, string Token) Begin(string exportId, Account by, TimeSpan lasts, PasswordHash? password)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = time.GetUtcNow();
        StoredShare share = new(HashOf(token), exportId, by.Id, by.UserName, now, now + lasts, password, null, 0, null, false);
        lock (gate)
        {
            RequireRoom_NeedsLock(now);
            Forget_NeedsLock(now);
            shares[share.TokenHash] = share;
            Write_NeedsLock(now);
        }
        return (share, token);
    }

    /// <summary>Exhausted when there are too many, before anything is made to be shared.</summary>
    public void RequireRoom()
    {
        lock (gate)
        {
            RequireRoom_NeedsLock(time.GetUtcNow());
        }
    }

    /// <summary>The share of a token and whether it holds; null when there never was one, or it ended long ago.</summary>
    public (StoredShare Share, bool IsOpen)? Find(string token)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            return shares.TryGetValue(HashOf(token), out StoredShare? share) ? (share, IsOpen_NeedsLock(share, now)) : null;
        }
    }

    /// <summary>For long answers: whether the share still holds.</summary>
    public bool IsOpen(string id)
    {
        lock (gate)
        {
            return shares.Values.FirstOrDefault(s => s.Id == id) is { } share && IsOpen_NeedsLock(share, time.GetUtcNow());
        }
    }

    /// <summary>Those that hold, newest first.</summary>
    public IReadOnlyList<StoredShare> ListOpen()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            return [.. All_NeedsLock.Where(s => IsOpen_NeedsLock(s, now)).OrderByDescending(s => s.CreatedAt)];
        }
    }

    /// <summary>Ends a share at once; false when none of that id holds.</summary>
    public bool Revoke(string id)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (All_NeedsLock.FirstOrDefault(s => s.Id == id && IsOpen_NeedsLock(s, now)) is not { } share)
            {
                return false;
            }
            shares[share.TokenHash] = share with { EndedAt = now, IsRevoked = true };
            Write_NeedsLock(now);
            return true;
        }
    }

    public void NoteUse(StoredShare used)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (shares.TryGetValue(used.TokenHash, out StoredShare? share))
            {
                shares[used.TokenHash] = share with { LastUsedAt = now, Uses = share.Uses + 1 };
                if (share.LastUsedAt is null || (now - written).Duration() >= WriteInterval)
                {
                    TryWrite_NeedsLock(now);
                }
            }
        }
    }

    // A copy: one that is found to have run out is changed on the way.
    private StoredShare[] All_NeedsLock => [.. shares.Values];

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private bool IsOpen_NeedsLock(StoredShare share, DateTimeOffset now)
    {
        if (share.EndedAt is not null || now < share.CreatedAt - ClockSlack || accounts.Find(share.AccountId) is not { Role: >= Role.Operator })
        {
            return false;
        }
        if (now < share.Until)
        {
            return true;
        }
        shares[share.TokenHash] = share with { EndedAt = now };
        Write_NeedsLock(now);
        return false;
    }

    private void RequireRoom_NeedsLock(DateTimeOffset now)
    {
        if (All_NeedsLock.Count(s => IsOpen_NeedsLock(s, now)) >= MostOpen)
        {
            throw new NvrException(ErrorKind.Exhausted, $"There are {MostOpen} shares already. Revoke one first.");
        }
    }

    private void Forget_NeedsLock(DateTimeOffset now)
    {
        List<StoredShare> ended = [.. shares.Values.Where(s => s.EndedAt is not null).OrderBy(s => s.EndedAt)];
        int tooMany = Math.Max(0, shares.Count - MostStored + 1);
        foreach (StoredShare old in ended.Where((s, i) => i < tooMany || now - s.EndedAt > ToldFor))
        {
            shares.Remove(old.TokenHash);
        }
    }

    private void TryWrite_NeedsLock(DateTimeOffset now)
    {
        try
        {
            Write_NeedsLock(now);
        }
        catch (NvrException)
        {
            // That it was used is not worth refusing it; the disk's trouble is told elsewhere.
        }
    }

    private void Write_NeedsLock(DateTimeOffset now)
    {
        file.Write(new ShareFile([.. shares.Values]));
        written = now;
    }
}
