using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery.Leases;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Finds cameras by WS-Discovery on every interface, by asking addresses directly, by the neighbour table and by what the box's DHCP server has given
/// out. While it is watched it asks in rounds, eagerly at first and when an address was given out; hears announcements; and takes nothing that was not
/// asked for, is too long, or comes too often. Thread-safe.
/// </summary>
public sealed class WsDiscovery : IDiscovery
{
    private const long NearAgeUs = 1_000_000;

    /// <summary>A lease is in the file before the device uses the address; and a device that asks for one after the other must not keep us busy.</summary>
    private static readonly TimeSpan LeaseSettles = TimeSpan.FromSeconds(1);

    private readonly DiscoveryOptions options;
    private readonly BoxClock clock;
    private readonly INeighbourTable neighbours;
    private readonly LeasedAddresses leased;
    private readonly DeviceTable table;
    private readonly AskedQuestions questions = new();
    private readonly FloodGate flood;
    private readonly NewsQueue news = new();
    private readonly Lock gate = new();
    private Dictionary<NetworkPath, DiscoveryPort> ports = [];
    private HashSet<IPAddress> own = [];
    private IReadOnlyList<NetworkPlace> places = [];
    private DiscoveryCounters counters = new();
    private IReadOnlyList<Neighbour>? near;
    private long nearReadUs;

    public WsDiscovery(DiscoveryOptions options, INeighbourTable neighbours, ILeaseTable leases, BoxClock clock)
    {
        this.options = options;
        this.clock = clock;
        this.neighbours = neighbours;
        leased = new LeasedAddresses(leases);
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

    public Task ProbeAsync(IEnumerable<IPAddress> addresses, CancellationToken cancellation) =>
        ProbeAsync(addresses.Select(a => (a, (string?)null)), cancellation);

    /// <summary>Where it is not known behind which interface an address is, all of them ask.</summary>
    private async Task ProbeAsync(IEnumerable<(IPAddress Address, string? Interface)> devices, CancellationToken cancellation)
    {
        DiscoveryPort[] all = Ports();
        foreach ((IPAddress address, string? behind) in devices.Take(options.MaxDevices))
        {
            foreach (DiscoveryPort port in all.Where(p => behind is null || p.Path.Interface == behind))
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
                bool isNew = RefreshPorts(stop);
                isNew |= leased.Refresh(places);
                eager = isNew ? options.EagerRounds : eager;
                await ProbeAsync(stop);
                await ProbeAsync(Silent(ReadNeighbours(), TakeLeases()), stop);
                await PauseAsync(eager-- > 0 ? options.EagerInterval : options.CalmInterval, stop);
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

    /// <summary>Ends early when the leases change.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task change = leased.WaitForChangeAsync(over.Token);
        await Task.WhenAny(change, Task.Delay(pause, clock.Time, over.Token));
        await over.CancelAsync();
        await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!change.IsCanceled)
        {
            await Task.Delay(LeaseSettles, clock.Time, stop);
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
            places = NetworkPath.Places(options);
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

    private IReadOnlyList<LeasedAddress> TakeLeases()
    {
        var found = new List<DiscoveryEvent>();
        LeasedAddress[] placed = [.. leased.Placed.Where(l => !IsOwn(l.Lease.Address))];
        foreach (LeasedAddress at in placed)
        {
            if (!table.TakeLeased(new Neighbour(at.Lease.Address, at.Lease.Mac, at.Interface!), at.Lease.HostName, found))
            {
                Count(c => c with { TableFull = c.TableFull + 1 });
            }
        }
        HashSet<PhysicalAddress> macs = [.. placed.Select(l => l.Lease.Mac)];
        table.EndLeases(macs.Contains);
        news.Add(found);
        return leased.All;
    }

    /// <summary>
    /// Who is there, or should be, and has not answered: perhaps it does not hear multicast, or a known device has moved there. That another one answered
    /// at that address before says nothing.
    /// </summary>
    private IEnumerable<(IPAddress Address, string? Interface)> Silent(IEnumerable<Neighbour> near, IEnumerable<LeasedAddress> given)
    {
        ILookup<(IPAddress, string?), DiscoveredDevice> answered = table.All.Where(d => d.Speaks).ToLookup(d => (d.Address, d.Interface));
        IEnumerable<(IPAddress Address, string? Interface, PhysicalAddress Mac)> all =
            near.Select(n => (n.Address, (string?)n.Interface, n.Mac)).Concat(given.Select(l => (l.Lease.Address, l.Interface, l.Lease.Mac)));
        return all.Where(d => !answered[(d.Address, d.Interface)].Any(a => a.Mac is null || a.Mac.Equals(d.Mac))).Select(d => (d.Address, d.Interface)).Distinct();
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
        Lease? lease = leased.At(sender, port.Path.Interface);
        PhysicalAddress? mac = MacOf(sender, port.Path.Interface) ?? lease?.Mac;
        var device = new DiscoveredDevice
        {
            EndpointId = endpoint,
            Address = sender,
            Interface = port.Path.Interface,
            Mac = mac,
            HostName = lease is not null && lease.Mac.Equals(mac) ? lease.HostName : null,
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
