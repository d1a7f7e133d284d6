using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Adoption.Events;

/// <summary>
/// Finds the second telling of one thing: a message with the same key and phase that came over the other way, about the same time. Each
/// message has one twin at most, so that what happens twice is told twice. Bounded; not thread-safe.
/// </summary>
internal sealed class Twins(BoxClock clock, EventRules rules)
{
    private const int MaxKept = 256;
    private const long KeepUs = 60_000_000;

    private readonly List<Told> kept = [];

    /// <summary>True for the second telling; the first is remembered.</summary>
    public bool IsSecond(CameraEvent message, EventWay way)
    {
        long nowUs = clock.MonotonicUs;
        kept.RemoveAll(t => nowUs - t.HeardUs > KeepUs);
        Told? twin = kept.Where(t => t.Way != way && IsTwin(t, message)).MinBy(t => Distance(t, message));
        if (twin is not null)
        {
            kept.Remove(twin);
            return true;
        }
        if (kept.Count == MaxKept)
        {
            kept.RemoveAt(0);
        }
        kept.Add(new Told(message.Key, message.Phase, message.Time, way, nowUs));
        return false;
    }

    private bool IsTwin(Told one, CameraEvent other) =>
        one.Phase == other.Phase && one.Key == other.Key && Distance(one, other) <= rules.TwinTolerance.TotalMicroseconds;

    private static long Distance(Told one, CameraEvent other) => Math.Abs(one.Time.Since(other.Time));

    // Without the message itself, whose raw text would make 4 MB of this.
    private sealed record Told(string Key, EventPhase Phase, UtcTime Time, EventWay Way, long HeardUs);
}
