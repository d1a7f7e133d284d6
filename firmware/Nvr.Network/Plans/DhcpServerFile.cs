using System.Globalization;
using System.Net;
using Nvr.Network.Settings;

namespace Nvr.Network.Plans;

/// <summary>What dnsmasq is told: addresses and the time for cameras, and nothing by which they would find a way out. Pure.</summary>
internal static class DhcpServerFile
{
    /// <summary>On the persistent state, where the recorder reads them (nvrd.service).</summary>
    private const string Leases = "/var/lib/nvr-dhcp/leases";

    /// <summary>Below are the box and what somebody gives a camera by hand.</summary>
    private const uint FirstOffset = 16;

    /// <summary>Half of it is the longest that a camera goes on with an address of a network that was moved; all of it is for how long the server may be gone.</summary>
    private const int LeaseMinutes = 20;

    /// <summary>Four times what any box records; who asks for more is no camera.</summary>
    private const int MostLeases = 256;

    public static string Of(NetworkPlan plan)
    {
        IPNetwork range = plan.Cameras;
        IPAddress box = CameraRanges.BoxOf(range);
        uint last = (1u << (32 - range.PrefixLength)) - 2;
        // By default dnsmasq names itself as router and name server: an option without a value is not sent.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            port=0
            interface={plan.CameraInterface}
            except-interface=lo
            bind-dynamic
            no-hosts
            no-resolv
            no-ping
            dhcp-range={Ranges.At(range, FirstOffset)},{Ranges.At(range, last)},{LeaseMinutes}m
            dhcp-authoritative
            dhcp-option=option:router
            dhcp-option=option:dns-server
            dhcp-option=option:ntp-server,{box}
            dhcp-lease-max={MostLeases}
            dhcp-leasefile={Leases}
            log-facility=-

            """);
    }
}
