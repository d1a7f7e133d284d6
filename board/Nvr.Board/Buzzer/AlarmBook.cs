using Nvr.Core.Health;

namespace Nvr.Board.Buzzer;

/// <summary>
/// From the health state to what is heard. A failure sounds until it is gone or somebody mutes it; what needs attention is heard once when it comes. Muting holds for what is there
/// now: what comes later is heard. A trouble that goes and returns within ten minutes is the same one, so that a loose cable does not wear people out. Thread-safe.
/// </summary>
public sealed class AlarmBook
{
    private const long SameTroubleMs = 600_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Trouble> troubles = new(StringComparer.Ordinal);
    private Alarm? alarm;

    /// <summary>What is heard now; null for silence.</summary>
    public Alarm? Current
    {
        get
        {
            lock (gate)
            {
                return alarm;
            }
        }
    }

    /// <summary>Whether a failure is there that would sound had nobody muted it.</summary>
    public bool IsMuted
    {
        get
        {
            lock (gate)
            {
                return troubles.Values.Any(t => t is { IsThere: true, Level: HealthLevel.Failure, IsMuted: true });
            }
        }
    }

    /// <summary>Takes the health state of this moment of the monotonic clock.</summary>
    public Alarm? Hear(IReadOnlyList<HealthItem> items, long nowMs)
    {
        lock (gate)
        {
            foreach (string gone in troubles.Where(t => !t.Value.IsThere && nowMs - t.Value.SeenMs > SameTroubleMs).Select(t => t.Key).ToArray())
            {
                troubles.Remove(gone);
            }
            bool isNews = false;
            foreach (Trouble trouble in troubles.Values)
            {
                trouble.IsThere = false;
            }
            foreach (HealthItem item in items.Where(i => i.Level >= HealthLevel.Attention))
            {
                isNews |= Note(item, nowMs);
            }
            alarm = Choose(isNews, nowMs);
            return alarm;
        }
    }

    public void Mute()
    {
        lock (gate)
        {
            foreach (Trouble trouble in troubles.Values.Where(t => t.IsThere))
            {
                trouble.IsMuted = true;
            }
            alarm = null;
        }
    }

    // True for what has not been heard of yet, and for what has become worse.
    private bool Note(HealthItem item, long nowMs)
    {
        bool isNews = !troubles.TryGetValue(item.Part, out Trouble? trouble) || item.Level > trouble.Level;
        if (isNews)
        {
            troubles[item.Part] = trouble = new Trouble { Level = item.Level };
        }
        trouble!.SeenMs = nowMs;
        trouble.IsThere = true;
        return isNews;
    }

    private Alarm? Choose(bool isNews, long nowMs)
    {
        if (troubles.Values.Any(t => t is { IsThere: true, Level: HealthLevel.Failure, IsMuted: false }))
        {
            return alarm?.Tune == BuzzerTune.Failure ? alarm : new Alarm(BuzzerTune.Failure, nowMs);
        }
        if (isNews)
        {
            return new Alarm(BuzzerTune.Attention, nowMs);
        }
        return alarm is { Tune: var tune } && tune == BuzzerTune.Attention && alarm.NextEdge(nowMs) is not null ? alarm : null;
    }

    private sealed class Trouble
    {
        /// <summary>The worst that it has been.</summary>
        public required HealthLevel Level { get; init; }

        public bool IsMuted { get; set; }

        public bool IsThere { get; set; }

        public long SeenMs { get; set; }
    }
}
