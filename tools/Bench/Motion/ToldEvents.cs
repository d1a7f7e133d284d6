using System.Collections.Concurrent;

namespace Bench.Motion;

/// <summary>When events of cameras were told, in microseconds of the time of day, and until when what they told of went on. Thread-safe.</summary>
internal sealed class ToldEvents
{
    private readonly ConcurrentDictionary<string, (string Camera, long ToldUs, long? OverUs)> events = new();

    public void Begin(string id, string camera, long toldUs) => events.TryAdd(id, (camera, toldUs, null));

    public void End(string id, long overUs)
    {
        if (events.TryGetValue(id, out (string Camera, long ToldUs, long? OverUs) begun))
        {
            events[id] = begun with { OverUs = overUs };
        }
    }

    /// <summary>Those of a camera; one that goes on still does so for ever.</summary>
    public IReadOnlyList<Stretch> Of(string camera, SceneClock clock) =>
    [
        .. events.Values.Where(e => e.Camera == camera).Select(e => new Stretch(clock.SecondsAt(e.ToldUs), e.OverUs is { } over ? Math.Max(clock.SecondsAt(over), clock.SecondsAt(e.ToldUs)) : double.MaxValue))
            .OrderBy(s => s.From),
    ];
}
