using System.Net;

namespace Nvr.Adoption.Tests;

public sealed class AdoptionPolicyTests
{
    private static readonly IPAddress Own = IPAddress.Parse("10.20.0.1");

    [Theory]
    [InlineData("10.20.0.7", "poe0", AdoptionDecision.Automatic)]
    [InlineData("::ffff:10.20.0.7", "poe0", AdoptionDecision.Automatic)]
    [InlineData("10.20.0.7", "lan0", AdoptionDecision.Confirm)] // a camera's address, but from the office
    [InlineData("10.20.0.7", null, AdoptionDecision.Confirm)]
    [InlineData("192.168.1.7", "poe0", AdoptionDecision.Confirm)]
    [InlineData("169.254.3.4", "poe0", AdoptionDecision.Automatic)]
    [InlineData("fe80::1", "poe0", AdoptionDecision.Automatic)]
    [InlineData("fe80::1", "lan0", AdoptionDecision.Confirm)]
    [InlineData("10.20.0.1", "poe0", AdoptionDecision.Refuse)]
    [InlineData("127.0.0.1", "poe0", AdoptionDecision.Refuse)]
    [InlineData("::ffff:127.0.0.1", "poe0", AdoptionDecision.Refuse)]
    [InlineData("::1", "poe0", AdoptionDecision.Refuse)]
    [InlineData("0.0.0.0", "poe0", AdoptionDecision.Refuse)]
    [InlineData("0.1.2.3", "poe0", AdoptionDecision.Refuse)]
    [InlineData("::", "poe0", AdoptionDecision.Refuse)]
    [InlineData("239.255.255.250", "poe0", AdoptionDecision.Refuse)]
    [InlineData("255.255.255.255", "poe0", AdoptionDecision.Refuse)]
    [InlineData("ff02::c", "poe0", AdoptionDecision.Refuse)]
    public void SubnetAndInterface_BothMustHold(string address, string? behind, AdoptionDecision expected)
    {
        var policy = new AdoptionPolicy { CameraNetworks = [IPNetwork.Parse("10.20.0.0/24")], CameraInterfaces = ["poe0"], OwnAddresses = [Own] };

        Assert.Equal(expected, policy.Decide(IPAddress.Parse(address), behind));
    }

    [Theory]
    [InlineData("10.20.0.7", null, AdoptionDecision.Automatic)]
    [InlineData("10.20.0.7", "anything", AdoptionDecision.Automatic)]
    [InlineData("10.21.0.7", "anything", AdoptionDecision.Confirm)]
    [InlineData("169.254.3.4", "anything", AdoptionDecision.Confirm)]
    [InlineData("fd00:20::7", null, AdoptionDecision.Automatic)]
    public void SubnetsAlone_Decide(string address, string? behind, AdoptionDecision expected)
    {
        var policy = new AdoptionPolicy { CameraNetworks = [IPNetwork.Parse("10.20.0.0/24"), IPNetwork.Parse("fd00:20::/64")] };

        Assert.Equal(expected, policy.Decide(IPAddress.Parse(address), behind));
    }

    [Theory]
    [InlineData("192.168.1.7", "poe0", AdoptionDecision.Automatic)]
    [InlineData("192.168.1.7", "POE0", AdoptionDecision.Confirm)] // names of interfaces have a case
    [InlineData("192.168.1.7", null, AdoptionDecision.Confirm)]
    public void InterfacesAlone_Decide(string address, string? behind, AdoptionDecision expected) =>
        Assert.Equal(expected, new AdoptionPolicy { CameraInterfaces = ["poe0"] }.Decide(IPAddress.Parse(address), behind));

    [Fact]
    public void NothingGiven_EveryDeviceWaitsForAPerson() =>
        Assert.Equal(AdoptionDecision.Confirm, new AdoptionPolicy().Decide(IPAddress.Parse("10.20.0.7"), "poe0"));
}
