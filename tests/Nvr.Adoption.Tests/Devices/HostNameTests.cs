using System.Net;
using System.Net.NetworkInformation;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Onvif.Discovery;

namespace Nvr.Adoption.Tests.Devices;

/// <summary>What a device told the DHCP server about itself.</summary>
public sealed class HostNameTests : IDisposable
{
    private readonly BookOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public void DeviceWithALeaseAlone_IsKnownByMac_AndCalledByItsHostName()
    {
        DeviceRecord device = disk.Book.Sight(DeviceSighting.Of(Leased(10, "yard-cam"))).Device;

        Assert.Equal((PhysicalAddress.Parse("ACCC8E010203"), "yard-cam"), (device.Mac, device.HostName));
        Assert.Equal("yard-cam", DeviceName.Of(device));
    }

    [Fact]
    public void HostName_IsTheLastOfItsNames()
    {
        DeviceRecord device = disk.Book.Sight(DeviceSighting.Of(Leased(10, "yard-cam"))).Device;

        Assert.Equal("Acme X1", DeviceName.Of(device with { Maker = "Acme", Model = "X1" }));
        Assert.Equal("Camera 10.77.0.10", DeviceName.Of(device with { HostName = null }));
    }

    [Fact]
    public void NextLease_AtAnotherAddress_IsTheSameDevice()
    {
        DeviceRecord before = disk.Book.Sight(DeviceSighting.Of(Leased(10, "yard-cam"))).Device;
        SightingResult after = disk.Book.Sight(DeviceSighting.Of(Leased(20, null)));

        Assert.Equal((before.Id, true, "yard-cam"), (after.Device.Id, after.AddressChanged, after.Device.HostName));
    }

    [Fact]
    public void HostName_ThatMeansIll_IsBoundedAndPrintable()
    {
        DeviceRecord device = disk.Book.Sight(DeviceSighting.Of(Leased(10, $"\u001b[2J{new string('a', 500)}"))).Device;

        Assert.True(device.HostName!.Length <= 64 && !device.HostName.Any(char.IsControl), device.HostName);
    }

    private static DiscoveredDevice Leased(int host, string? name) => new()
    {
        EndpointId = "mac:accc8e010203", Address = IPAddress.Parse($"10.77.0.{host}"), Interface = "poe0", Mac = PhysicalAddress.Parse("ACCC8E010203"), HostName = name,
        Via = DiscoveryVia.Lease,
    };
}
