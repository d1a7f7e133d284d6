using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Nvr.Core.Time;
using Nvr.Storage.Settings;

namespace Nvr.Web.Accounts;

/// <summary>
/// Who is signed in. Sessions end <see cref="IdleLimit"/> after their last use and outlive a restart. Thread-safe. The time of last
/// use is written at most once in <see cref="WriteInterval"/>, to spare the flash.
/// </summary>
internal sealed class SessionBook
{
    public static readonly TimeSpan IdleLimit = TimeSpan.FromDays(14);

    private static readonly TimeSpan WriteInterval = TimeSpan.FromHours(1);
    private const int MaxSessions = 1000;
    private const int MaxPerAccount = 50;
    private const int MostAgent = 300;

    private readonly Lock gate = new();
    private readonly SettingsFile<SessionFile> file;
    private readonly TimeProvider time;
    private readonly Dictionary<string, StoredSession> sessions;

    public SessionBook(SettingsFile<SessionFile> file, BoxClock clock)
    {
        this.file = file;
        time = clock.Time;
        sessions = (file.Read()?.Sessions ?? []).ToDictionary(s => s.TokenHash, StringComparer.Ordinal);
    }

    /// <summary>Makes a session and returns its token: 256 random bits, never to be seen again.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="place">The address that it came from.</param>
    /// <param name="agent">What the browser or program calls itself.</param>
    public string Begin(Account account, string place, string agent)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            MakeRoom_NeedsLock(account.Id, now);
            string hash = HashOf(token);
            sessions[hash] = new StoredSession(hash, account.Id, now, now) { Place = place, Agent = agent.Length <= MostAgent ? agent : agent[..MostAgent] };
            Write_NeedsLock();
        }
        return token;
    }

    /// <summary>The live session of a token, its expiry pushed back; null when there is none.</summary>
    public StoredSession? Use(string token)
    {
        string hash = HashOf(token);
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            if (!sessions.TryGetValue(hash, out StoredSession? found) || IsOver(found, now))
            {
                return null;
            }
            if (now - found.LastUsedAt >= WriteInterval || now < found.LastUsedAt)
            {
                sessions[hash] = found with { LastUsedAt = now };
                Write_NeedsLock();
            }
            return found;
        }
    }

    /// <summary>Those that are not over, the last used first.</summary>
    public IReadOnlyList<StoredSession> List()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            return [.. sessions.Values.Where(s => !IsOver(s, now)).OrderByDescending(s => s.LastUsedAt).ThenByDescending(s => s.CreatedAt)];
        }
    }

    public bool IsLive(string sessionId)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            return sessions.Values.Any(s => s.Id == sessionId && !IsOver(s, now));
        }
    }

    public void End(string sessionId) => EndWhere(s => s.Id == sessionId);

    public void EndAllOf(string accountId, string? exceptSessionId = null) =>
        EndWhere(s => s.AccountId == accountId && s.Id != exceptSessionId);

    private static bool IsOver(StoredSession session, DateTimeOffset now) => now - session.LastUsedAt > IdleLimit;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void EndWhere(Func<StoredSession, bool> chosen)
    {
        lock (gate)
        {
            List<StoredSession> ending = [.. sessions.Values.Where(chosen)];
            ending.ForEach(s => sessions.Remove(s.TokenHash));
            if (ending.Count > 0)
            {
                Write_NeedsLock();
            }
        }
    }

    private void MakeRoom_NeedsLock(string accountId, DateTimeOffset now)
    {
        List<StoredSession> over = [.. sessions.Values.Where(s => IsOver(s, now))];
        over.ForEach(s => sessions.Remove(s.TokenHash));
        RemoveOldest_NeedsLock([.. sessions.Values.Where(s => s.AccountId == accountId)], MaxPerAccount);
        RemoveOldest_NeedsLock([.. sessions.Values], MaxSessions);
    }

    private void RemoveOldest_NeedsLock(List<StoredSession> of, int limit)
    {
        foreach (StoredSession oldest in of.OrderBy(s => s.LastUsedAt).Take(Math.Max(0, of.Count - limit + 1)))
        {
            sessions.Remove(oldest.TokenHash);
        }
    }

    private void Write_NeedsLock() => file.Write(new SessionFile([.. sessions.Values]));
}
