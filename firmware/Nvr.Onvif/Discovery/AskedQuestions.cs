namespace Nvr.Onvif.Discovery;

/// <summary>The latest questions, so that an answer to none of them is not taken. Thread-safe.</summary>
internal sealed class AskedQuestions
{
    private const int Remembered = 512;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public Guid New()
    {
        var id = Guid.NewGuid();
        lock (gate)
        {
            string text = id.ToString("D");
            known.Add(text);
            order.Enqueue(text);
            if (order.Count > Remembered)
            {
                known.Remove(order.Dequeue());
            }
        }
        return id;
    }

    public bool Asked(string? id)
    {
        lock (gate)
        {
            return id is not null && known.Contains(id);
        }
    }
}
