namespace Nvr.Onvif.Discovery;

/// <summary>The latest questions, so that an answer to none of them is not taken. Thread-safe.</summary>
internal sealed class AskedQuestions
{
    private const int Remembered = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DiscoveryVia> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public Guid New(DiscoveryVia way)
    {
        var id = Guid.NewGuid();
        lock (gate)
        {
            string text = id.ToString("D");
            known.Add(text, way);
            order.Enqueue(text);
            if (order.Count > Remembered)
            {
                known.Remove(order.Dequeue());
            }
        }
        return id;
    }

    /// <summary>How it was asked; null for what was not, or too long ago.</summary>
    public DiscoveryVia? Asked(string? id)
    {
        lock (gate)
        {
            return id is not null && known.TryGetValue(id, out DiscoveryVia way) ? way : null;
        }
    }
}
