using System.Net;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Discovery;

public sealed class NewsQueueTests
{
    [Fact]
    public async Task SlowWatcher_GetsTheLatestOfEachDevice_FoundFirst()
    {
        var queue = new NewsQueue();
        queue.Add([News(DiscoveryChange.Found, "a", 1), News(DiscoveryChange.Found, "b", 2)]);
        queue.Add([News(DiscoveryChange.Changed, "a", 3)]);
        using var bound = new CancellationTokenSource(Connect.Bound);

        var seen = new List<DiscoveryEvent>();
        await foreach (DiscoveryEvent item in queue.ReadAsync(bound.Token))
        {
            seen.Add(item);
            if (seen.Count == 2)
            {
                queue.Add([News(DiscoveryChange.Gone, "b", 2)]);
            }
            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([(DiscoveryChange.Found, "a"), (DiscoveryChange.Found, "b"), (DiscoveryChange.Gone, "b")], seen.Select(s => (s.Change, s.Device.EndpointId)));
        Assert.Equal(IPAddress.Parse("10.0.0.3"), seen[0].Device.Address);
    }

    private static DiscoveryEvent News(DiscoveryChange change, string id, int host) =>
        new(change, new DiscoveredDevice { EndpointId = id, Address = IPAddress.Parse($"10.0.0.{host}"), Via = DiscoveryVia.Probe });
}
