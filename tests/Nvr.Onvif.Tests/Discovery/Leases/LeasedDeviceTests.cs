using System.Net;
using System.Net.NetworkInformation;
using Nvr.Onvif.Discovery;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>What leases and the neighbour table make of the table of devices.</summary>
public sealed class LeasedDeviceTests
{
    private readonly DeviceTable table = new(10, Connect.Clock);
    private readonly List<DiscoveryEvent> news = [];

    private DiscoveredDevice Only => Assert.Single(table.All);

    [Fact]
    public void SilentDevice_IsWhereItsLeaseSays_NotWhereItWas()
    {
        table.Take(At(10), news);
        table.TakeLeased(At(20), "door", news);
        table.Take(At(10), news);

        Assert.Equal((IPAddress.Parse("10.0.0.20"), "door", DiscoveryVia.Lease), (Only.Address, Only.HostName, Only.Via));
        Assert.Equal([DiscoveryChange.Found, DiscoveryChange.Changed], news.Select(n => n.Change));
    }

    [Fact]
    public void SilentDevice_WhoseLeaseEnded_IsWhereItsNeighboursSeeIt()
    {
        table.TakeLeased(At(20), null, news);
        table.EndLeases(_ => true);
        table.Take(At(30), news);
        Assert.Equal(IPAddress.Parse("10.0.0.20"), Only.Address);

        table.EndLeases(_ => false);
        table.Take(At(30), news);
        Assert.Equal(IPAddress.Parse("10.0.0.30"), Only.Address);
    }

    [Fact]
    public void DeviceThatSpeaks_LearnsMacAndName_AndIsNotMoved()
    {
        table.Take(Speaking(10, null), news);
        table.TakeLeased(At(10), "door", news);
        table.TakeLeased(At(20), "door", news);

        Assert.Equal((IPAddress.Parse("10.0.0.10"), "door", MacOf(1), DiscoveryVia.Probe), (Only.Address, Only.HostName, Only.Mac, Only.Via));
        Assert.Equal(2, news.Count);
    }

    [Fact]
    public void StaleLease_OfAnAddressThatAnotherHasNow_SaysNothingOfThatOne()
    {
        table.Take(Speaking(10, MacOf(7)), news);
        table.TakeLeased(At(10), "gone", news);

        Assert.Equal((MacOf(7), null), (Only.Mac, Only.HostName));
    }

    [Fact]
    public void AddressOfASilentDevice_GivenToAnother_IsThatOnes()
    {
        table.TakeLeased(At(10, 1), null, news);
        table.TakeLeased(At(10, 2), null, news);

        Assert.Equal(["mac:accc8e010201", "mac:accc8e010202"], news.Select(n => n.Device.EndpointId));
    }

    [Fact]
    public void SilentDeviceThatSpeaks_IsOneDevice()
    {
        table.TakeLeased(At(10), "door", news);
        table.Take(Speaking(10, MacOf(1)), news);

        Assert.Equal("speaks", Only.EndpointId);
        Assert.Equal([DiscoveryChange.Found, DiscoveryChange.Gone, DiscoveryChange.Found], news.Select(n => n.Change));
    }

    private static PhysicalAddress MacOf(int device) => PhysicalAddress.Parse($"ACCC8E01020{device}");

    private static Neighbour At(int host, int device = 1) => new(IPAddress.Parse($"10.0.0.{host}"), MacOf(device), "poe0");

    private static DiscoveredDevice Speaking(int host, PhysicalAddress? mac) => new()
    {
        EndpointId = "speaks", Address = IPAddress.Parse($"10.0.0.{host}"), Interface = "poe0", Mac = mac, Via = DiscoveryVia.Probe,
    };
}
