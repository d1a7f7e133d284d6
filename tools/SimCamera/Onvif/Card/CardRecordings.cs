
namespace SimCamera.Onvif.Card;

/// <summary>
/// What a device's card holds: one recording a source, in spans that a reboot divides. Times are true UTC. Thread-safe.
/// </summary>
internal sealed class CardRecordings(OnvifDevice device, DateTimeOffset from)
{
    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset? To)> _spans = [(from, null)];
    private readonly Dictionary<string, CardSearch> _searches = [];
    private int _lastSearch;

    /// <summary>Oldest first; the last one grows up to now unless the device is down.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans.Select(s => (s.From, s.To ?? device.Time.GetUtcNow()))];
            }
        }
    }

    public void Pause()
    {
        lock (_lock)
        {
            _spans[^1] = (_spans[^1].From, _spans[^1].To ?? device.Time.GetUtcNow());
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _spans.Add((device.Time.GetUtcNow(), null));
        }
    }

    public bool Holds(DateTimeOffset moment) => Spans.Any(s => s.From <= moment && moment < s.To);

    /// <summary>The first moment at or after this one that was recorded; null when there is none.</summary>
    public DateTimeOffset? NextFrom(DateTimeOffset moment) =>
        Spans.Where(s => s.To > moment).Select(s => (DateTimeOffset?)(s.From > moment ? s.From : moment)).FirstOrDefault();

    public string Open(CardSearch search)
    {
        lock (_lock)
        {
            string token = $"Search_{++_lastSearch}";
            _searches[token] = search;
            return token;
        }
    }

    public CardSearch? Find(string token)
    {
        lock (_lock)
        {
            return _searches.GetValueOrDefault(token);
        }
    }

    public bool Close(string token)
    {
        lock (_lock)
        {
            return _searches.Remove(token);
        }
    }
}
