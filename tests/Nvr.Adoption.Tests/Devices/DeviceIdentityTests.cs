using Nvr.Adoption.Devices;
using Nvr.Core;
using static Nvr.Adoption.Tests.Devices.BookOnDisk;

namespace Nvr.Adoption.Tests.Devices;

/// <summary>Who is who: by MAC, by serial number, and what happens when they contradict each other.</summary>
public sealed class DeviceIdentityTests : IDisposable
{
    private readonly BookOnDisk disk = new();

    private DeviceBook Book => disk.Book;

    public void Dispose() => disk.Dispose();

    [Fact]
    public void AddressOrPort_Changed_IsTheSameDeviceWithItsCameras()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1", "3")).Device.DeviceId;
        CameraId camera = CameraId.New();
        Book.AddSource(id, "VideoSource_1", camera);
        Book.Tell(id, DeviceNews.SetUp);

        SightingResult moved = Book.Sight(At("10.20.0.99", Mac(1), "DS-2CD1", "8"));

        Assert.Equal((id, false, true, true), (moved.Device.DeviceId, moved.IsNew, moved.AddressChanged, moved.PortChanged));
        Assert.Equal((DeviceState.SetUp, "8", camera), (moved.Device.State, moved.Device.Port, Assert.Single(moved.Device.Sources).CameraId));
        Assert.Null(moved.Conflict);
        Assert.Single(Book.List());
    }

    [Fact]
    public void MacAlone_Suffices_AndSerialAlone_Suffices()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;

        Assert.Equal(id, Book.Sight(At("10.20.0.8", Mac(1))).Device.DeviceId);
        Assert.Equal(id, Book.Sight(At("10.20.0.9", null, "ds-2cd1")).Device.DeviceId);
    }

    [Fact]
    public void SerialThatChanges_UnderOneMac_IsTakenOver_AndSaid()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "OLD-1")).Device.DeviceId;

        SightingResult again = Book.Sight(At("10.20.0.7", Mac(1), "NEW-1"));

        Assert.Equal((id, "NEW-1"), (again.Device.DeviceId, again.Device.Serial));
        Assert.Contains("OLD-1", again.Conflict);
    }

    [Fact]
    public void OneSerial_OnTwoDevicesThatAreBothHere_IsTwoDevices()
    {
        DeviceId first = Book.Sight(At("10.20.0.7", Mac(1), "CLONE")).Device.DeviceId;

        SightingResult second = Book.Sight(At("10.20.0.8", Mac(2), "CLONE"));

        Assert.True(second.IsNew);
        Assert.NotNull(second.Conflict);
        Assert.NotEqual(first, second.Device.DeviceId);
        Assert.Equal(first, Book.Sight(At("10.20.0.7", Mac(1), "CLONE")).Device.DeviceId);
        Assert.True(Book.Sight(At("10.20.0.9", Mac(3), "CLONE")).IsNew); // a number of two identifies neither
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneSerial_WithAnotherMac_WhileTheKnownOneIsSilent_IsTheSameDevice(bool saidToBeGone)
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "WIFI-AND-CABLE")).Device.DeviceId;
        if (saidToBeGone)
        {
            Book.Tell(id, DeviceNews.Gone);
        }
        else
        {
            disk.Time.Advance(TimeSpan.FromMinutes(4));
        }

        SightingResult other = Book.Sight(At("10.20.0.8", Mac(2), "WIFI-AND-CABLE"));

        Assert.Equal((id, Mac(2)), (other.Device.DeviceId, other.Device.Mac));
        Assert.NotNull(other.Conflict);
    }

    [Fact]
    public void OneSerial_OfTwoMakers_IsTwoDevices()
    {
        Book.Sight(At("10.20.0.7", null, "A-100") with { Maker = "Axis" });

        Assert.True(Book.Sight(At("10.20.0.8", null, "A-100") with { Maker = "Sony" }).IsNew);
    }

    [Fact]
    public void MacOfOne_AndSerialOfAnother_FollowsTheMac_AndSaysSo()
    {
        DeviceId first = Book.Sight(At("10.20.0.7", Mac(1), "S-0001")).Device.DeviceId;
        DeviceId second = Book.Sight(At("10.20.0.8", Mac(2), "S-0002")).Device.DeviceId;

        SightingResult mixed = Book.Sight(At("10.20.0.9", Mac(2), "S-0001"));

        Assert.Equal(second, mixed.Device.DeviceId);
        Assert.Contains("S-0001", mixed.Conflict);
        Assert.Equal("10.20.0.7", Book.Find(first)!.Address.ToString());
    }

    [Theory]
    [InlineData("000000000")]
    [InlineData("123456")]
    [InlineData("n/a")]
    [InlineData("  ")]
    [InlineData("7")]
    public void SerialThatIsNone_IdentifiesNothing(string serial)
    {
        Book.Sight(At("10.20.0.7", Mac(1), serial));
        Book.Tell(Book.List()[0].DeviceId, DeviceNews.Gone);

        Assert.True(Book.Sight(At("10.20.0.8", Mac(2), serial)).IsNew);
        Assert.All(Book.List(), d => Assert.Null(d.Serial));
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("FFFFFFFFFFFF")]
    [InlineData("01005E000001")]
    public void MacThatIsNobodysOwn_IdentifiesNothing(string mac)
    {
        Book.Sight(At("10.20.0.7", System.Net.NetworkInformation.PhysicalAddress.Parse(mac)));

        Assert.Null(Assert.Single(Book.List()).Mac);
        Assert.True(Book.Sight(At("10.20.0.8", System.Net.NetworkInformation.PhysicalAddress.Parse(mac))).IsNew);
    }

    [Fact]
    public void WhatIsLearntBitByBit_ComesTogetherInOneDevice()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", endpoint: "urn:uuid:abc")).Device.DeviceId;

        Assert.Equal(id, Book.Sight(At("10.20.0.7", Mac(1))).Device.DeviceId);
        Assert.Equal(id, Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId);
        Assert.Equal(id, Book.Sight(At("10.20.0.50", endpoint: "urn:uuid:ABC")).Device.DeviceId);
        DeviceRecord device = Assert.Single(Book.List());
        Assert.Equal((Mac(1), "DS-2CD1", "urn:uuid:abc"), (device.Mac, device.Serial, device.EndpointId?.ToLowerInvariant()));
    }

    [Fact]
    public void AddressThatAnotherDeviceTakes_IsNotTheOldDevice()
    {
        DeviceId old = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;

        SightingResult taker = Book.Sight(At("10.20.0.7", Mac(2)));

        Assert.True(taker.IsNew);
        Assert.NotEqual(old, taker.Device.DeviceId);
    }

    [Fact]
    public void TextsOfADevice_AreBoundedAndPrintable()
    {
        DeviceRecord device = Book.Sight(At("10.20.0.7", Mac(1)) with { Name = "a\u0007b\r\n" + new string('x', 5000), Model = "\t" }).Device;

        Assert.Equal(64, device.Name!.Length);
        Assert.StartsWith("abxx", device.Name);
        Assert.Null(device.Model);
    }
}
