using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Discovery.Leases;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>Devices that are known by their lease alone: no multicast, and an empty neighbour table. On the loopback interface.</summary>
public sealed class LeasedDiscoveryTests
{
    private const string Uuid = "a1b2c3d4-0000-1111-2222-333344445555";

    private const string Other = "a1b2c3d4-0000-1111-2222-333344446666";

    /// <summary>Longer than any test: what is found is found by the change alone.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private static readonly PhysicalAddress Mac = PhysicalAddress.Parse("ACCC8E010203");

    private readonly int port = FreePort();
    private readonly FixedLeases leases = new();

    [Fact]
    public async Task NewLease_IsAskedAtOnce_AndGivesMacAndName()
    {
        using var camera = new FakeCamera(port, Uuid, "<d:Types>n:NetworkVideoTransmitter</d:Types>", hearsMulticast: false);
        WsDiscovery discovery = New();
        using var bound = new CancellationTokenSource(Connect.Bound);
        await using IAsyncEnumerator<DiscoveryEvent> news = discovery.WatchAsync(bound.Token).GetAsyncEnumerator(bound.Token);
        ValueTask<bool> first = news.MoveNextAsync();
        leases.Give(new Lease(IPAddress.Loopback, Mac, "yard-cam"));

        Assert.True(await first);
        while (news.Current.Device.EndpointId != Uuid)
        {
            // Before it answers it is a device that has a lease.
            Assert.Equal(DiscoveryVia.Lease, news.Current.Device.Via);
            Assert.True(await news.MoveNextAsync());
        }
        DiscoveredDevice found = news.Current.Device;
        Assert.Equal((DiscoveryVia.Directed, Mac, "yard-cam", "lo"), (found.Via, found.Mac, found.HostName, found.Interface));
        Assert.Equal(found, Assert.Single(discovery.Known));
    }

    [Fact]
    public async Task Address_ThatIsGivenToAnother_IsAskedAgain()
    {
        WsDiscovery discovery = New();
        using var bound = new CancellationTokenSource(Connect.Bound);
        await using IAsyncEnumerator<DiscoveryEvent> news = discovery.WatchAsync(bound.Token).GetAsyncEnumerator(bound.Token);
        leases.Give(new Lease(IPAddress.Loopback, Mac, null));
        using (new FakeCamera(port, Uuid, "", hearsMulticast: false))
        {
            await UntilAsync(news, Uuid);
        }

        using var next = new FakeCamera(port, Other, "", hearsMulticast: false);
        leases.Give(new Lease(IPAddress.Loopback, PhysicalAddress.Parse("ACCC8E010204"), null));

        await UntilAsync(news, Other);
    }

    [Fact]
    public async Task Lease_OfSomebodyThatAnswersNothing_IsADeviceWithMacAndName()
    {
        leases.Give(new Lease(IPAddress.Parse("127.0.0.77"), Mac, "door"));

        DiscoveredDevice found = await FirstAsync(New());

        Assert.Equal(("mac:accc8e010203", DiscoveryVia.Lease, Mac, "door", "lo"), (found.EndpointId, found.Via, found.Mac, found.HostName, found.Interface));
        Assert.False(found.Speaks);
    }

    [Fact]
    public async Task Lease_InANetworkThatIsNotLookedAt_IsLeftAlone()
    {
        leases.Give(new Lease(IPAddress.Parse("192.0.2.9"), PhysicalAddress.Parse("ACCC8E010299"), "office-printer"), new Lease(IPAddress.Parse("127.0.0.77"), Mac, null));
        WsDiscovery discovery = New();

        await FirstAsync(discovery);

        Assert.Equal(IPAddress.Parse("127.0.0.77"), Assert.Single(discovery.Known).Address);
    }

    [Fact]
    public void Lease_InTheNetworksOfTwoInterfaces_IsBehindEitherAndPlacedBehindNone()
    {
        var addresses = new LeasedAddresses(leases);
        leases.Give(new Lease(IPAddress.Parse("10.77.0.9"), Mac, null));
        NetworkPlace[] twins = [new("poe0", IPNetwork.Parse("10.77.0.0/24")), new("poe1", IPNetwork.Parse("10.77.0.0/24"))];

        Assert.True(addresses.Refresh(twins));
        Assert.Null(Assert.Single(addresses.All).Interface);
        Assert.Empty(addresses.Placed);

        addresses.Refresh(twins[..1]);
        Assert.Equal("poe0", Assert.Single(addresses.Placed).Interface);
    }

    [Fact]
    public void Renewal_IsNoNews_AnotherAddressIs()
    {
        var addresses = new LeasedAddresses(leases);
        NetworkPlace[] places = [new("poe0", IPNetwork.Parse("10.77.0.0/24"))];
        leases.Give(new Lease(IPAddress.Parse("10.77.0.9"), Mac, null));
        Assert.True(addresses.Refresh(places));
        leases.Give(new Lease(IPAddress.Parse("10.77.0.9"), Mac, "told-later"));
        Assert.False(addresses.Refresh(places));
        leases.Give(new Lease(IPAddress.Parse("10.77.0.10"), Mac, null));
        Assert.True(addresses.Refresh(places));
    }

    [Fact]
    public void Device_OfTwoLeases_IsAtTheOneThatLastsLonger()
    {
        var addresses = new LeasedAddresses(leases);
        leases.Give(new Lease(IPAddress.Parse("10.77.0.9"), Mac, null), new Lease(IPAddress.Parse("10.77.0.10"), Mac, null));
        addresses.Refresh([new("poe0", IPNetwork.Parse("10.77.0.0/24"))]);

        Assert.Equal(2, addresses.All.Count);
        Assert.Equal(IPAddress.Parse("10.77.0.10"), Assert.Single(addresses.Placed).Lease.Address);
    }

    private WsDiscovery New() => new(
        new DiscoveryOptions { Port = port, UseInterface = name => name == "lo", AllowOwnAddresses = true, EagerInterval = Never, CalmInterval = Never },
        new FixedNeighbours(),
        leases,
        Connect.Clock);

    private static async Task UntilAsync(IAsyncEnumerator<DiscoveryEvent> news, string endpoint)
    {
        do
        {
            Assert.True(await news.MoveNextAsync());
        }
        while (news.Current.Device.EndpointId != endpoint);
    }

    private static async Task<DiscoveredDevice> FirstAsync(WsDiscovery discovery)
    {
        using var bound = new CancellationTokenSource(Connect.Bound);
        await foreach (DiscoveryEvent e in discovery.WatchAsync(bound.Token))
        {
            return e.Device;
        }
        throw new TimeoutException("Nothing was found.");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
