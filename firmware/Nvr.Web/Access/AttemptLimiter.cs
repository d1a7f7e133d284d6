using System.Diagnostics.CodeAnalysis;
using Nvr.Core.Time;

namespace Nvr.Web.Access;

/// <summary>
/// Bounds guesses. Each key (an address, a user name, a secret) has a number of attempts in a window of monotonic time; an attempt counts before it is
/// judged, so parallel guesses gain nothing. The table is bounded: when full, the oldest keys are forgotten. Thread-safe.
/// </summary>
internal sealed class AttemptLimiter(BoxClock clock)
{
    private const int MaxKeys = 4096;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt on every key; false, with how long to wait, when one of them has none left (then none is counted).</summary>
    public bool TryTake([NotNullWhen(false)] out TimeSpan? wait, params ReadOnlySpan<(string Key, int Limit)> keys)
    {
        long now = clock.MonotonicUs;
        lock (gate)
        {
            wait = null;
            foreach ((string key, int limit) in keys)
            {
                if (Current_NeedsLock(key, now) is { } tally && tally.Count >= limit)
                {
                    wait = TimeSpan.FromMicroseconds(tally.EndsUs - now);
                    return false;
                }
            }
            foreach ((string key, _) in keys)
            {
                Count_NeedsLock(key, now);
            }
            return true;
        }
    }

    /// <summary>A right answer clears what its author was counted for.</summary>
    public void Clear(string key)
    {
        lock (gate)
        {
            tallies.Remove(key);
        }
    }

    private Tally? Current_NeedsLock(string key, long now) =>
        tallies.TryGetValue(key, out Tally tally) && tally.EndsUs > now ? tally : null;

    private void Count_NeedsLock(string key, long now)
    {
        Tally tally = Current_NeedsLock(key, now) ?? new Tally(0, now + (long)Window.TotalMicroseconds);
        tallies[key] = tally with { Count = tally.Count + 1 };
        if (tallies.Count > MaxKeys)
        {
            Forget_NeedsLock();
        }
    }

    private void Forget_NeedsLock()
    {
        foreach (string oldest in tallies.OrderBy(t => t.Value.EndsUs).Take(MaxKeys / 4).Select(t => t.Key).ToList())
        {
            tallies.Remove(oldest);
        }
    }

    private readonly record struct Tally(int Count, long EndsUs);
}
