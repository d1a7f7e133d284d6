using System.Text;
using Nvr.Onvif.Discovery.Leases;

namespace Nvr.Onvif.Tests.Discovery.Leases;

public sealed class LeaseLineTests
{
    [Theory]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 axis-accc8e010203 01:ac:cc:8e:01:02:03", 1795900000, "axis-accc8e010203")]
    [InlineData("0 AC:CC:8E:01:02:03 10.77.0.21 * *", 0, null)]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 cam_1.lan *", 1795900000, "cam_1.lan")]
    // No name that the server would have let through: the lease stands all the same.
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 <script>alert(1)</script> *", 1795900000, null)]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 a\u001b[2Jb *", 1795900000, null)]
    public void Lease_IsRead(string line, long expiry, string? name)
    {
        LeaseLine read = LeaseLine.Read(Encoding.Latin1.GetBytes(line))!;

        Assert.Equal((expiry, "10.77.0.21", "ACCC8E010203", name), (read.ExpirySeconds, read.Lease.Address.ToString(), read.Lease.Mac.ToString(), read.Lease.HostName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("duid 00:01:00:01:2e:8b:1c:5a:02:42:ac:11:00:02")]
    [InlineData("1795900000 12345678 fd00::21 camera 00:01:00:01:2e")]
    [InlineData("vendorclass 10.77.0.21 31:32")]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 camera")]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.21 two words *")]
    [InlineData("soon ac:cc:8e:01:02:03 10.77.0.21 camera *")]
    [InlineData("-5 ac:cc:8e:01:02:03 10.77.0.21 camera *")]
    [InlineData("99999999999999999999 ac:cc:8e:01:02:03 10.77.0.21 camera *")]
    [InlineData("1795900000 20-ac:cc:8e:01:02:03:04:05 10.77.0.21 infiniband *")]
    [InlineData("1795900000 06-ac:cc:8e:01:02 10.77.0.21 token-ring *")]
    [InlineData("1795900000 00:00:00:00:00:00 10.77.0.21 camera *")]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77 camera *")]
    [InlineData("1795900000 ac:cc:8e:01:02:03 10.77.0.999 camera *")]
    public void WhatIsNoLeaseOfEthernetAndIpv4_IsLeftOut(string line) => Assert.Null(LeaseLine.Read(Encoding.Latin1.GetBytes(line)));

    [Fact]
    public void Line_LongerThanAnyLease_IsLeftOut() =>
        Assert.Null(LeaseLine.Read(Encoding.Latin1.GetBytes($"0 ac:cc:8e:01:02:03 10.77.0.21 camera {new string('a', 5000)}")));
}
