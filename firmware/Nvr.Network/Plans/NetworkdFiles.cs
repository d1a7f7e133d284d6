using System.Globalization;
using System.Text;

namespace Nvr.Network.Plans;

/// <summary>What systemd-networkd and systemd-resolved are told (systemd.network, systemd.netdev, systemd.dnssd, resolved.conf of systemd 257). Pure; names are relative to /run.</summary>
internal static class NetworkdFiles
{
    /// <summary>Before all that a system brings for networks of any kind: it is told first, and the first file that fits an interface is the one that counts.</summary>
    private const string Prefix = "systemd/network/30-nvr-";

    public static IEnumerable<(string Name, string Content)> Of(NetworkPlan plan)
    {
        yield return (Prefix + "office.network", Office(plan));
        yield return ("systemd/resolved.conf.d/30-nvr.conf", "[Resolve]\nMulticastDNS=yes\nLLMNR=no\n");
        yield return ("systemd/dnssd/nvr.dnssd", string.Create(CultureInfo.InvariantCulture, $"[Service]\nName=%H\nType=_nvr._tcp\nPort={plan.PagePort}\n"));
        if (plan.CameraInterface is not { } cameras)
        {
            yield break;
        }
        yield return (Prefix + "cameras.network", Cameras(plan, cameras));
        if (plan.CameraPorts.Count > 0)
        {
            // Discovery asks by multicast, and a bridge that learns who listens drops it for cameras that never said so.
            yield return (Prefix + "cameras.netdev", $"[NetDev]\nName={cameras}\nKind=bridge\n\n[Bridge]\nSTP=no\nMulticastSnooping=no\n");
            yield return (Prefix + "ports.network", Ports(plan, cameras));
        }
    }

    private static string Office(NetworkPlan plan)
    {
        var text = new StringBuilder("[Match]\n");
        text.Append(plan.OfficeInterface is { } name ? $"Name={name}\n" : AnyEthernetBut(plan));
        // Recording does not wait for the office.
        text.Append("\n[Link]\nRequiredForOnline=no\n\n[Network]\nMulticastDNS=yes\nLLMNR=no\nIPv6AcceptRA=yes\nIPv4Forwarding=no\nIPv6Forwarding=no\n");
        if (plan.Office.Address is not { } address)
        {
            // Where nobody gives out addresses, networkd takes one of those that a laptop on the same cable takes as well (RFC 3927), until somebody does. Known by its MAC, the box keeps its lease when its settings are reset.
            return text.Append("DHCP=ipv4\nLinkLocalAddressing=yes\n\n[DHCPv4]\nClientIdentifier=mac\nUseHostname=no\n").ToString();
        }
        text.Append(CultureInfo.InvariantCulture, $"DHCP=no\nLinkLocalAddressing=ipv6\nAddress={address}/{plan.Office.PrefixLength}\n");
        text.AppendJoin("", plan.Office.NameServers.Select(n => $"DNS={n}\n"));
        return plan.Office.Gateway is { } gateway ? text.Append(CultureInfo.InvariantCulture, $"Gateway={gateway}\n").ToString() : text.ToString();
    }

    // Kind= is what the kernel or a driver made, such as a bridge or a switch's port; what has none is a real one.
    private static string AnyEthernetBut(NetworkPlan plan)
    {
        string[] others = [.. plan.CameraPorts, .. plan.CameraInterface is { } cameras ? [cameras] : Array.Empty<string>()];
        return others.Length == 0 ? "Type=ether\nKind=!*\n" : $"Type=ether\nKind=!*\nName=!{string.Join(' ', others)}\n";
    }

    private static string Cameras(NetworkPlan plan, string name) =>
        $"""
        [Match]
        Name={name}

        [Link]
        RequiredForOnline=no-carrier

        [Network]
        Address={Settings.CameraRanges.BoxOf(plan.Cameras)}/{plan.Cameras.PrefixLength}
        ConfigureWithoutCarrier=yes
        DHCP=no
        LinkLocalAddressing=no
        IPv6AcceptRA=no
        IPv6SendRA=no
        IPv4Forwarding=no
        IPv6Forwarding=no
        MulticastDNS=no
        LLMNR=no

        """;

    private static string Ports(NetworkPlan plan, string bridge) =>
        $"""
        [Match]
        Name={string.Join(' ', plan.CameraPorts)}

        [Link]
        RequiredForOnline=no

        [Network]
        Bridge={bridge}
        LinkLocalAddressing=no
        IPv6AcceptRA=no

        [Bridge]
        Isolated=yes

        """;
}
