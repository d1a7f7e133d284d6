using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Nvr.Onvif.Discovery;

/// <summary>What a watcher has not seen yet: the latest news of each device, in the order in which it became news. Thread-safe; one reader.</summary>
internal sealed class NewsQueue
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DiscoveryEvent> latest = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Channel<bool> ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(IEnumerable<DiscoveryEvent> news)
    {
        lock (gate)
        {
            foreach (DiscoveryEvent item in news)
            {
                bool waits = latest.TryGetValue(item.Device.EndpointId, out DiscoveryEvent? before);
                // What the watcher has not been told is found cannot have changed.
                bool stillFound = before?.Change == DiscoveryChange.Found && item.Change == DiscoveryChange.Changed;
                latest[item.Device.EndpointId] = stillFound ? item with { Change = DiscoveryChange.Found } : item;
                if (!waits)
                {
                    order.Enqueue(item.Device.EndpointId);
                }
            }
            ready.Writer.TryWrite(true);
        }
    }

    public async IAsyncEnumerable<DiscoveryEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            while (Take() is { } item)
            {
                yield return item;
            }
            try
            {
                await ready.Reader.ReadAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    private DiscoveryEvent? Take()
    {
        lock (gate)
        {
            return order.TryDequeue(out string? id) && latest.Remove(id, out DiscoveryEvent? item) ? item : null;
        }
    }
}
