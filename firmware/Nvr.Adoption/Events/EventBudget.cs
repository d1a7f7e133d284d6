using Nvr.Core.Time;

namespace Nvr.Adoption.Events;

/// <summary>A bucket that holds <see cref="EventRules.Burst"/> events and is refilled evenly. Thread-safe.</summary>
internal sealed class EventBudget(BoxClock clock, EventRules rules)
{
    private readonly Lock gate = new();
    private double left = rules.Burst;
    private long filledUs = clock.MonotonicUs;

    public bool TryTake()
    {
        lock (gate)
        {
            long nowUs = clock.MonotonicUs;
            left = Math.Min(rules.Burst, left + ((nowUs - filledUs) * rules.EventsAMinute / 60_000_000.0));
            filledUs = nowUs;
            if (left < 1)
            {
                return false;
            }
            left--;
            return true;
        }
    }
}
