using System.Net;
using Nvr.Core;
using Nvr.Network.Settings;

namespace Nvr.Network.Tests.Settings;

/// <summary>What cannot work is refused before it is tried, with the field by name.</summary>
public sealed class OfficeCheckTests
{
    [Theory]
    [InlineData("192.168.1.20/24", "192.168.1.1", "192.168.1.1")]
    [InlineData("192.168.1.20/24", null, "")]
    [InlineData("10.0.0.1/30", "10.0.0.2", "9.9.9.9 1.1.1.1")]
    [InlineData("10.78.0.1/16", null, "")]
    public void Check_WhatCanWork_Passes(string address, string? gateway, string servers) => OfficeCheck.Check(Office(address, gateway, servers), CameraRanges.Usual);

    [Theory]
    [InlineData("192.168.1.20/31", null, "", "'prefixLength'")]
    [InlineData("192.168.1.20/7", null, "", "'prefixLength'")]
    [InlineData("127.0.0.5/24", null, "", "'address'")]
    [InlineData("0.1.2.3/24", null, "", "'address'")]
    [InlineData("169.254.1.1/16", null, "", "'address'")]
    [InlineData("224.0.0.5/24", null, "", "'address'")]
    [InlineData("255.255.255.255/24", null, "", "'address'")]
    [InlineData("192.168.1.0/24", null, "", "'address'")]
    [InlineData("192.168.1.255/24", null, "", "'address'")]
    [InlineData("192.168.1.20/24", "192.168.2.1", "", "'gateway'")]
    [InlineData("192.168.1.20/24", "192.168.1.20", "", "'gateway'")]
    [InlineData("192.168.1.20/24", "192.168.1.255", "", "'gateway'")]
    [InlineData("192.168.1.20/24", null, "127.0.0.1", "'nameServers'")]
    [InlineData("192.168.1.20/24", null, "9.9.9.9 1.1.1.1 8.8.8.8 8.8.4.4", "'nameServers'")]
    [InlineData("10.77.1.20/24", null, "", "overlaps that of the cameras")]
    [InlineData("10.1.1.20/8", null, "", "overlaps that of the cameras")]
    public void Check_WhatCannotWork_IsRefusedByItsField(string address, string? gateway, string servers, string said)
    {
        NvrException refused = Assert.Throws<NvrException>(() => OfficeCheck.Check(Office(address, gateway, servers), CameraRanges.Usual));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutANetworkForCameras_KnowsNoOverlap() => OfficeCheck.Check(Office("10.77.1.20/24", null, ""), null);

    [Theory]
    [InlineData("192.168.1.20")]
    [InlineData("192.168.1.20/+24")]
    [InlineData("192.168.1/24")]
    [InlineData("192.168.01.20/24")]
    [InlineData("fe80::1/64")]
    [InlineData("192.168.1.20/24\nGateway=1.1.1.1")]
    public void Read_WhatThisProgramDoesNotWrite_IsDamaged(string address) =>
        Assert.Throws<NvrException>(() => OfficeText.Read(new OfficeFile(address, null, []), null));

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        OfficeSettings office = Office("192.168.1.20/24", "192.168.1.1", "192.168.1.1 9.9.9.9");

        Assert.Equal(office, OfficeText.Read(OfficeText.FileOf(office), CameraRanges.Usual));
        Assert.Equal(OfficeSettings.Dhcp, OfficeText.Read(OfficeText.FileOf(OfficeSettings.Dhcp), null));
    }

    [Theory]
    [InlineData("", "10.77.0.0/22")]
    [InlineData("10.77.2.0/24", "172.30.76.0/22")]
    [InlineData("10.0.0.0/8 172.16.0.0/12", "192.168.232.0/22")]
    [InlineData("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16", null)]
    public void Free_BesideOthers_IsTheFirstThatOverlapsNone(string others, string? free) =>
        Assert.Equal(free, CameraRanges.Free([.. others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => IPNetwork.Parse(o))])?.ToString());

    private static OfficeSettings Office(string address, string? gateway, string servers) => new()
    {
        Address = IPAddress.Parse(address.Split('/')[0]),
        PrefixLength = int.Parse(address.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture),
        Gateway = gateway is null ? null : IPAddress.Parse(gateway),
        NameServers = [.. servers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)],
    };
}
