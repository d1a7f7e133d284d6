namespace Nvr.Core.Health;

/// <summary>
/// The one health state that the LEDs, the page, the metrics and the API all read. Each part of the program reports under its own
/// key and overwrites what it said before. Thread-safe; never fails. What is read often and changes seldom is sorted once a change.
/// </summary>
public sealed class HealthBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HealthItem> items = new(StringComparer.Ordinal);
    private IReadOnlyList<HealthItem>? sorted;

    public void Report(HealthItem item)
    {
        lock (gate)
        {
            if (!items.TryGetValue(item.Part, out HealthItem? before) || before != item)
            {
                items[item.Part] = item;
                sorted = null;
            }
        }
    }

    public void Forget(string part)
    {
        lock (gate)
        {
            if (items.Remove(part))
            {
                sorted = null;
            }
        }
    }

    /// <summary>All items, worst first, then by part; a snapshot that stays as it is.</summary>
    public IReadOnlyList<HealthItem> Read()
    {
        lock (gate)
        {
            return sorted ??= [.. items.Values.OrderByDescending(i => i.Level).ThenBy(i => i.Part, StringComparer.Ordinal)];
        }
    }
}
