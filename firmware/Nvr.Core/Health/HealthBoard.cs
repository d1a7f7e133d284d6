using System.Collections.Concurrent;

namespace Nvr.Core.Health;

/// <summary>
/// The one health state that the LEDs, the page, the metrics and the API all read. Each part of the program reports under its own
/// key and overwrites what it said before. Thread-safe; never blocks, never fails.
/// </summary>
public sealed class HealthBoard
{
    private readonly ConcurrentDictionary<string, HealthItem> items = new(StringComparer.Ordinal);

    public void Report(HealthItem item) => items[item.Part] = item;

    public void Forget(string part) => items.TryRemove(part, out _);

    /// <summary>All items, worst first, then by part.</summary>
    public IReadOnlyList<HealthItem> Read() =>
        [.. items.Values.OrderByDescending(i => i.Level).ThenBy(i => i.Part, StringComparer.Ordinal)];
}
