using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Tests.Discovery.Leases;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Discovery;

/// <summary>On the loopback interface, at a port of its own, so that no real network is asked.</summary>
public sealed class DiscoveryTests
{
    private const string Uuid = "a1b2c3d4-0000-1111-2222-333344445555";

    private const string Content =
        "<d:Types>n:NetworkVideoTransmitter</d:Types>"
        + "<d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Front%20Door onvif://www.onvif.org/hardware/IPC-1 onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/location/country/china http://other/x</d:Scopes>"
        + "<d:XAddrs>http://192.168.1.108/onvif/device_service http://[fe80::1]/onvif/device_service</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>";

    private readonly int port = FreePort();
    private readonly FixedNeighbours neighbours = new();

    [Fact]
    public async Task Probe_ByMulticast_FindsTheCameraAtItsOwnAddress()
    {
        using var camera = new FakeCamera(port, "urn:uuid:" + Uuid.ToUpperInvariant(), Content, hearsMulticast: true);
        WsDiscovery discovery = New();
        DiscoveredDevice found = (await FirstAsync(discovery, e => e.Change == DiscoveryChange.Found)).Device;

        Assert.Equal((Uuid, IPAddress.Loopback, "lo"), (found.EndpointId, found.Address, found.Interface));
        // An address that was never changed from the factory's leads to the camera all the same.
        Assert.Equal("http://127.0.0.1/onvif/device_service", Assert.Single(found.XAddrs).AbsoluteUri);
        Assert.Equal(("Front Door", "IPC-1", "country/china"), (found.Scopes.Name, found.Scopes.Hardware, found.Scopes.Location));
        Assert.True(found.SaysCamera);
        Assert.Single(discovery.Known);
    }

    [Fact]
    public async Task Probe_AsksForBothTypesAndForNone()
    {
        using var camera = new FakeCamera(port, "uuid:" + Uuid, Content, hearsMulticast: true);
        WsDiscovery discovery = New();
        using var stop = new CancellationTokenSource();
        Task watching = DrainAsync(discovery, stop.Token);
        await Until(() => camera.Asked.Distinct().Count() >= 3);
        await stop.CancelAsync();
        await watching.WaitAsync(Connect.Bound);

        Assert.Superset(new HashSet<string> { "dn:NetworkVideoTransmitter", "tds:Device", "" }, camera.Asked.ToHashSet());
    }

    [Fact]
    public async Task HelloAndBye_AreHeard()
    {
        using var camera = new FakeCamera(port, Uuid, Content, hearsMulticast: false);
        WsDiscovery discovery = New();
        var seen = new List<DiscoveryEvent>();
        using var bound = new CancellationTokenSource(Connect.Bound);
        Task<bool> announcing = AnnounceUntilAsync(camera, "Hello", () => seen.Count > 0, bound.Token);
        await foreach (DiscoveryEvent e in discovery.WatchAsync(bound.Token))
        {
            seen.Add(e);
            if (e.Change == DiscoveryChange.Gone)
            {
                break;
            }
            Assert.True(await announcing);
            camera.Announce("Bye");
        }

        Assert.Equal(DiscoveryVia.Hello, seen[0].Device.Via);
        Assert.Empty(discovery.Known);
    }

    [Fact]
    public async Task DirectedProbe_FindsWhatHearsNoMulticast()
    {
        using var camera = new FakeCamera(port, Uuid, Content, hearsMulticast: false);
        WsDiscovery discovery = New();
        using var bound = new CancellationTokenSource(Connect.Bound);
        Task asking = AskUntilAsync(discovery, bound.Token);

        DiscoveredDevice found = (await FirstAsync(discovery, e => e.Change == DiscoveryChange.Found)).Device;
        Assert.Equal((Uuid, DiscoveryVia.Directed), (found.EndpointId, found.Via));
        await bound.CancelAsync();
        await asking;
    }

    [Fact]
    public async Task Neighbour_ThatAnswersNothing_IsFoundByItsMac()
    {
        var mac = PhysicalAddress.Parse("ACCC8E010203");
        neighbours.Entries = [new Neighbour(IPAddress.Parse("127.0.0.77"), mac, "lo"), new Neighbour(IPAddress.Parse("10.0.0.1"), mac, "eth9")];
        WsDiscovery discovery = New();

        DiscoveredDevice found = (await FirstAsync(discovery, _ => true)).Device;

        Assert.Equal(("mac:accc8e010203", DiscoveryVia.Neighbour, mac), (found.EndpointId, found.Via, found.Mac));
    }

    [Fact]
    public async Task Neighbour_ThatAnswersLater_IsOneDevice()
    {
        neighbours.Entries = [new Neighbour(IPAddress.Loopback, PhysicalAddress.Parse("ACCC8E010203"), "lo")];
        using var camera = new FakeCamera(port, Uuid, Content, hearsMulticast: false);
        WsDiscovery discovery = New();

        DiscoveredDevice found = (await FirstAsync(discovery, e => e.Device.EndpointId == Uuid)).Device;

        Assert.Equal(PhysicalAddress.Parse("ACCC8E010203"), found.Mac);
        Assert.Equal(Uuid, Assert.Single(discovery.Known).EndpointId);
    }

    [Fact]
    public async Task Flood_IsBoundedAndCounted()
    {
        WsDiscovery discovery = New(new DiscoveryOptions { MaxDevices = 8, MaxPerSender = 50, MaxDatagramBytes = 4096 });
        using var stop = new CancellationTokenSource();
        Task watching = DrainAsync(discovery, stop.Token);
        using var attacker = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        attacker.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(1));
        var group = new IPEndPoint(IPAddress.Parse("239.255.255.250"), port);
        await Until(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                attacker.SendTo(FakeCamera.Message($"<d:Hello><wsa:EndpointReference><wsa:Address>urn:uuid:{Guid.NewGuid()}</wsa:Address></wsa:EndpointReference></d:Hello>", null), group);
            }
            attacker.SendTo(new byte[8000], group);
            attacker.SendTo("rubbish"u8.ToArray(), group);
            attacker.SendTo(FakeCamera.Message("<d:ProbeMatches><d:ProbeMatch/></d:ProbeMatches>", "uuid:" + Uuid), group);
            DiscoveryCounters c = discovery.Counters;
            return c is { OverRate: > 0, Oversize: > 0, TableFull: > 0 };
        });
        await stop.CancelAsync();
        await watching.WaitAsync(Connect.Bound);

        // One sender cannot fill the table.
        Assert.Equal(4, discovery.Known.Count);
    }

    [Fact]
    public void Answer_ToNoQuestion_AndRubbish_AreNoMessages()
    {
        Assert.Null(DiscoveryMessage.Read("rubbish"u8.ToArray()));
        Assert.Null(DiscoveryMessage.Read(FakeCamera.Message("<d:Probe/>", null)));
        Assert.Null(new AskedQuestions().Asked(Uuid));
    }

    [Fact]
    public void SharedUuid_WithAnotherMac_IsAnotherDevice()
    {
        var table = new DeviceTable(10, Connect.Clock);
        var news = new List<DiscoveryEvent>();
        table.Take(Device("10.0.0.1", "ACCC8E010203"), news);
        table.Take(Device("10.0.0.2", "ACCC8E010204"), news);
        table.Take(Device("10.0.0.1", "ACCC8E010203"), news);

        Assert.Equal(2, table.All.Count);
        Assert.Equal(2, news.Count);
    }

    [Fact]
    public void NewAddress_OfAKnownDevice_IsAChange()
    {
        var table = new DeviceTable(10, Connect.Clock);
        var news = new List<DiscoveryEvent>();
        table.Take(Device("10.0.0.1", "ACCC8E010203"), news);
        table.Take(Device("10.0.0.9", "ACCC8E010203"), news);

        Assert.Equal([DiscoveryChange.Found, DiscoveryChange.Changed], news.Select(n => n.Change));
        Assert.Equal(IPAddress.Parse("10.0.0.9"), Assert.Single(table.All).Address);
    }

    [Fact]
    public void Bye_OfAnother_IsNotBelieved()
    {
        var table = new DeviceTable(10, Connect.Clock);
        table.Take(Device("10.0.0.1", "ACCC8E010203"), []);
        table.Leave(Uuid, IPAddress.Parse("10.0.0.66"), []);

        Assert.Single(table.All);
    }

    [Fact]
    public void FullTable_ForgetsTheStalest_ButNothingFresh()
    {
        var time = new FakeTimeProvider();
        var table = new DeviceTable(4, new BoxClock(time, Guid.Empty));
        var news = new List<DiscoveryEvent>();
        for (int i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(table.Take(Device($"10.0.0.{i}", $"ACCC8E01020{i}", $"id{i}"), news));
        }
        Assert.False(table.Take(Device("10.0.0.9", "ACCC8E010209", "new"), news));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.True(table.Take(Device("10.0.0.0", "ACCC8E010200", "id0"), news));
        Assert.True(table.Take(Device("10.0.0.9", "ACCC8E010209", "new"), news));

        Assert.Equal(["id0", "id2", "id3", "new"], table.All.Select(d => d.EndpointId).Order());
        Assert.Equal("id1", news.Single(n => n.Change == DiscoveryChange.Gone).Device.EndpointId);
    }

    private static DiscoveredDevice Device(string address, string mac, string id = Uuid) => new()
    {
        EndpointId = id,
        Address = IPAddress.Parse(address),
        Mac = PhysicalAddress.Parse(mac),
        Via = DiscoveryVia.Probe,
    };

    private WsDiscovery New(DiscoveryOptions? options = null) => new(
        (options ?? new DiscoveryOptions()) with { Port = port, UseInterface = name => name == "lo", AllowOwnAddresses = true, EagerInterval = TimeSpan.FromMilliseconds(300) },
        neighbours,
        new FixedLeases(),
        Connect.Clock);

    private static async Task<DiscoveryEvent> FirstAsync(WsDiscovery discovery, Func<DiscoveryEvent, bool> wanted)
    {
        using var bound = new CancellationTokenSource(Connect.Bound);
        await foreach (DiscoveryEvent e in discovery.WatchAsync(bound.Token))
        {
            if (wanted(e))
            {
                return e;
            }
        }
        throw new TimeoutException("Nothing was found.");
    }

    private static async Task DrainAsync(WsDiscovery discovery, CancellationToken stop)
    {
        await foreach (DiscoveryEvent _ in discovery.WatchAsync(stop))
        {
        }
    }

    private static async Task AskUntilAsync(WsDiscovery discovery, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await discovery.ProbeAsync([IPAddress.Loopback], CancellationToken.None);
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> AnnounceUntilAsync(FakeCamera camera, string kind, Func<bool> done, CancellationToken stop)
    {
        while (!done() && !stop.IsCancellationRequested)
        {
            camera.Announce(kind);
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return done();
    }

    private static async Task Until(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(Connect.Bound);
        while (!condition())
        {
            await Task.Delay(50, bound.Token);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
