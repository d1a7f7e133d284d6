using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Finds cameras by WS-Discovery on every interface, by asking addresses directly, and by the neighbour table. While it is watched it asks in
/// rounds, eagerly at first; hears announcements; and takes nothing that was not asked for, is too long, or comes too often. Thread-safe.
/// </summary>
public sealed class WsDiscovery : IDiscovery
{
    private const long NearAgeUs = 1_000_000;

    private readonly DiscoveryOptions options;
    private readonly BoxClock clock;
    private readonly INeighbourTable neighbours;
    private readonly DeviceTable table;
    private readonly AskedQuestions questions = new();
    private readonly FloodGate flood;
    private readonly NewsQueue news = new();
    private readonly Lock gate = new();
    private Dictionary<NetworkPath, DiscoveryPort> ports = [];
    private HashSet<IPAddress> own = [];
    private DiscoveryCounters counters = new();
    private IReadOnlyList<Neighbour>? near;
    private long nearReadUs;

    public WsDiscovery(DiscoveryOptions options, INeighbourTable neighbours, BoxClock clock)
    {
        this.options = options;
        this.clock = clock;
        this.neighbours = neighbours;
        table = new DeviceTable(options.MaxDevices, clock);
        flood = new FloodGate(options, clock);
    }

    public DiscoveryCounters Counters
    {
        get
        {
            lock (gate)
            {
                return counters;
            }
        }
    }

    public IReadOnlyList<DiscoveredDevice> Known => table.All;

    public async IAsyncEnumerable<DiscoveryEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (DiscoveredDevice known in table.All)
        {
            yield return new DiscoveryEvent(DiscoveryChange.Found, known);
        }
        Task rounds = RoundsAsync(stop.Token);
        try
        {
            await foreach (DiscoveryEvent item in news.ReadAsync(stop.Token))
            {
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await rounds;
        }
    }

    public async Task ProbeAsync(CancellationToken cancellation)
    {
        foreach (DiscoveryPort port in Ports())
        {
            foreach (string types in ProbeWriter.Types)
            {
                await port.AskGroupAsync(ProbeWriter.Write(questions.New(DiscoveryVia.Probe), types), cancellation);
            }
        }
    }

    public async Task ProbeAsync(IEnumerable<IPAddress> addresses, CancellationToken cancellation)
    {
        DiscoveryPort[] all = Ports();
        foreach (IPAddress address in addresses.Take(options.MaxDevices))
        {
            // The kernel routes: from whichever socket, the question leaves where the address is.
            foreach (DiscoveryPort port in all)
            {
                await port.AskAsync(ProbeWriter.Write(questions.New(DiscoveryVia.Directed), ""), address, cancellation);
                await port.AskAsync(ProbeWriter.Write(questions.New(DiscoveryVia.Directed), ProbeWriter.Types[0]), address, cancellation);
            }
        }
    }

    private async Task RoundsAsync(CancellationToken stop)
    {
        int eager = options.EagerRounds;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                eager = RefreshPorts(stop) ? options.EagerRounds : eager;
                await ProbeAsync(stop);
                await ProbeAsync(Silent(ReadNeighbours()), stop);
                TimeSpan pause = eager-- > 0 ? options.EagerInterval : options.CalmInterval;
                await Task.Delay(pause, clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            ClosePorts();
        }
    }

    /// <summary>Opens sockets on interfaces that came and closes those that went; true when one came.</summary>
    private bool RefreshPorts(CancellationToken stop)
    {
        IReadOnlyList<NetworkPath> paths = NetworkPath.All(options);
        bool came = false;
        lock (gate)
        {
            own = NetworkPath.Own();
            foreach (NetworkPath gone in ports.Keys.Except(paths).ToArray())
            {
                ports.Remove(gone, out DiscoveryPort? port);
                port!.Dispose();
            }
            foreach (NetworkPath path in paths.Where(p => !ports.ContainsKey(p)))
            {
                if (DiscoveryPort.TryOpen(path, options) is { } port)
                {
                    ports.Add(path, port);
                    // Ends by itself when the port is disposed.
                    _ = port.ReceiveAsync(OnDatagram, stop);
                    came = true;
                }
            }
        }
        return came;
    }

    private void ClosePorts()
    {
        lock (gate)
        {
            foreach (DiscoveryPort port in ports.Values)
            {
                port.Dispose();
            }
            ports = [];
        }
    }

    private DiscoveryPort[] Ports()
    {
        lock (gate)
        {
            return [.. ports.Values];
        }
    }

    private Neighbour[] ReadNeighbours()
    {
        string[] interfaces = [.. Ports().Select(p => p.Path.Interface)];
        Neighbour[] wanted = [.. neighbours.Read().Where(n => interfaces.Contains(n.Interface) && !IsOwn(n.Address))];
        var found = new List<DiscoveryEvent>();
        foreach (Neighbour neighbour in wanted)
        {
            if (!table.Take(neighbour, found))
            {
                Count(c => c with { TableFull = c.TableFull + 1 });
            }
        }
        news.Add(found);
        return wanted;
    }

    /// <summary>Neighbours that have not answered: perhaps they do not hear multicast, or a known device has moved there.</summary>
    private IEnumerable<IPAddress> Silent(IEnumerable<Neighbour> wanted)
    {
        HashSet<(IPAddress, string?)> answered = [.. table.All.Where(d => d.Via != DiscoveryVia.Neighbour).Select(d => (d.Address, d.Interface))];
        return wanted.Where(n => !answered.Contains((n.Address, n.Interface))).Select(n => n.Address).Distinct();
    }

    /// <summary>From a copy at most a second old: a flood must not make the kernel's table be read for each datagram.</summary>
    private PhysicalAddress? MacOf(IPAddress address, string interfaceName)
    {
        lock (gate)
        {
            if (near is null || clock.MonotonicUs - nearReadUs > NearAgeUs)
            {
                near = neighbours.Read();
                nearReadUs = clock.MonotonicUs;
            }
            return near.FirstOrDefault(n => n.Address.Equals(address) && n.Interface == interfaceName)?.Mac;
        }
    }

    private void OnDatagram(DiscoveryPort port, ReadOnlyMemory<byte> datagram, IPAddress sender)
    {
        if (!IsAdmitted(datagram.Length, sender))
        {
            return;
        }
        DiscoveryMessage? message = DiscoveryMessage.Read(datagram);
        DiscoveryVia? way = message is { Kind: DiscoveryMessageKind.ProbeMatches } ? questions.Asked(message.RelatesTo) : DiscoveryVia.Hello;
        if (message is null || way is null)
        {
            Count(c => c with { Malformed = c.Malformed + 1 });
            return;
        }
        var found = new List<DiscoveryEvent>();
        foreach (DiscoveryMatch match in message.Matches)
        {
            Take(port, message.Kind, way.Value, match, sender, found);
        }
        news.Add(found);
    }

    private bool IsAdmitted(int length, IPAddress sender)
    {
        lock (gate)
        {
            counters = counters with { Received = counters.Received + 1 };
            if (length > options.MaxDatagramBytes)
            {
                counters = counters with { Oversize = counters.Oversize + 1 };
                return false;
            }
            if (!flood.Admit(sender))
            {
                counters = counters with { OverRate = counters.OverRate + 1 };
                return false;
            }
            return options.AllowOwnAddresses || !own.Contains(sender);
        }
    }

    private void Take(DiscoveryPort port, DiscoveryMessageKind kind, DiscoveryVia way, DiscoveryMatch match, IPAddress sender, List<DiscoveryEvent> found)
    {
        string endpoint = match.Endpoint ?? $"ip:{sender}";
        if (kind == DiscoveryMessageKind.Bye)
        {
            table.Leave(endpoint, sender, found);
            return;
        }
        var device = new DiscoveredDevice
        {
            EndpointId = endpoint,
            Address = sender,
            Interface = port.Path.Interface,
            Mac = MacOf(sender, port.Path.Interface),
            XAddrs = Addresses(match.XAddrs, sender),
            Types = match.Types,
            Scopes = match.Scopes,
            Via = way,
        };
        if (!table.Take(device, found))
        {
            Count(c => c with { TableFull = c.TableFull + 1 });
        }
    }

    /// <summary>All on the sender: factory addresses, addresses behind NAT and false ones are put right; the sender's own come first.</summary>
    private static Uri[] Addresses(IReadOnlyList<string> named, IPAddress sender)
    {
        var guard = new AddressGuard(new UriBuilder(Uri.UriSchemeHttp, sender.ToString(), 80, OnvifTarget.UsualPath).Uri);
        Uri[] usable = [.. named.OrderByDescending(n => n.Contains($"//{sender}", StringComparison.Ordinal)).Select(guard.Service).OfType<Uri>().Distinct()];
        return usable.Length > 0 ? usable : [guard.Camera];
    }

    private bool IsOwn(IPAddress address)
    {
        lock (gate)
        {
            return !options.AllowOwnAddresses && own.Contains(address);
        }
    }

    private void Count(Func<DiscoveryCounters, DiscoveryCounters> more)
    {
        lock (gate)
        {
            counters = more(counters);
        }
    }
}
