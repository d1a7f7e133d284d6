using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Torture.Box;
using Xunit;

namespace Vm.Tests.Networks;

/// <summary>The box's networks by systemd's own services, with its units as they are: cameras apart with addresses and no way out, a name in the office, and new settings that fall back by themselves.</summary>
public sealed partial class NetworkStoryTests
{
    private const double MostExposure = 1.5;

    private static readonly TimeSpan s_trial = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Networks_AreSetUp_Announced_TriedAndKept()
    {
        await using NetworkBox box = await NetworkBox.StartAsync();
        await box.HasAsync(NetworkBox.Address, NetworkBox.Patience);

        // Cameras: a lease from the closed-in server, each apart from the others, nothing forwarded.
        Assert.Contains("10.77.0.1/22", await box.SayAsync("ip -4 -o addr show dev br-cam"), StringComparison.Ordinal);
        foreach (string port in new[] { "1", "2" })
        {
            Assert.Contains("isolated on", await box.SayAsync($"bridge -d link show dev lan{port}"), StringComparison.Ordinal);
            string lease = await box.SayAsync($"ip netns exec cam{port} /usr/lib/klibc/bin/ipconfig -t 60 -c dhcp eth0");
            Assert.Contains("address: 10.77.", lease, StringComparison.Ordinal);
            Assert.Contains("gateway: 0.0.0.0", lease, StringComparison.Ordinal);
        }
        Assert.Equal("0 0", string.Join(' ', (await box.SayAsync("cat /proc/sys/net/ipv4/conf/br-cam/forwarding /proc/sys/net/ipv4/conf/eth0/forwarding")).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(2, (await box.SayAsync("cat /var/lib/nvr-dhcp/leases")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        string second = (await box.SayAsync("ip -n cam2 -4 -o addr show dev eth0 | awk '{ print $4 }' | cut -d/ -f1")).Trim();
        Assert.DoesNotContain("lladdr", await NeighbourAsync(box, second), StringComparison.Ordinal);
        Assert.Contains("lladdr", await NeighbourAsync(box, "10.77.0.1"), StringComparison.Ordinal);
        Assert.DoesNotMatch(Misunderstood(), await box.SayAsync("journalctl -q -o cat -b -u systemd-networkd -u systemd-resolved -u nvrd-network -u nvrd-dhcp"));

        foreach (string unit in new[] { "nvrd-network.service", "nvrd-dhcp.service" })
        {
            string said = await box.SayAsync($"systemd-analyze security --no-pager {unit} | tail -n 1");
            Assert.True(double.Parse(Exposure().Match(said).Groups[1].Value, CultureInfo.InvariantCulture) <= MostExposure, said);
        }

        // The office: a name that its devices find.
        string name = (await box.SayAsync("uname -n")).Trim();
        Assert.Matches("^nvr-[0-9a-f]{4}$", name);
        int mdns = await box.OpenAsync("udp", 5353);
        byte[] answer = [];
        await Wait.UntilAsync(async () => (answer = await MdnsQuestion.AskAsync(mdns, $"{name}.local", MdnsQuestion.Address)).Length > 0, NetworkBox.Patience, () => $"{name}.local is answered for");
        Assert.Contains("\n\0\u0002\u000f", Encoding.Latin1.GetString(answer), StringComparison.Ordinal);
        Assert.Contains(name, Encoding.Latin1.GetString(await MdnsQuestion.AskAsync(mdns, "_nvr._tcp.local", MdnsQuestion.Pointer)), StringComparison.Ordinal);

        // Kept, as the page's own questions arrive at the address that is tried.
        await box.TryAsync(NetworkBox.Address);
        JsonElement network = default;
        await Wait.UntilAsync(
            async () => (network = await box.NetworkAsync()).GetProperty("trial").ValueKind == JsonValueKind.Null, NetworkBox.Patience, () => $"the settings are kept: {network}");
        Assert.Equal("fixed", network.GetProperty("office").GetProperty("mode").GetString());
        Assert.Contains("proto static", await box.SayAsync("ip route show default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_ThatNobodyReaches_FallsBack_AfterTwoMinutesAndWhenTheRecorderDies()
    {
        await using NetworkBox box = await NetworkBox.StartAsync();
        await box.HasAsync(NetworkBox.Address, NetworkBox.Patience);

        await box.TryAsync("10.0.2.99");
        await box.HasAsync("10.0.2.99", NetworkBox.Patience);
        await box.HasAsync(NetworkBox.Address, s_trial + NetworkBox.Patience);

        JsonElement health = default;
        await Wait.UntilAsync(async () => Tells(health = await box.Api.GetAsync("health"), "Nobody opened this page"), NetworkBox.Patience, () => $"health tells of the trial: {health}");

        await box.TryAsync("10.0.2.98");
        await box.HasAsync("10.0.2.98", NetworkBox.Patience);
        await box.SayAsync("systemctl kill --signal=KILL nvrd.service");
        await box.HasAsync(NetworkBox.Address, NetworkBox.Patience);
        await Wait.UntilAsync(async () => Tells(health = await box.Api.GetAsync("health"), "started anew while"), NetworkBox.Patience, () => $"health tells of the restart: {health}");
    }

    /// <summary>What the first camera knows of an address once it has asked for it.</summary>
    private static Task<string> NeighbourAsync(NetworkBox box, string address) =>
        box.SayAsync($"ip netns exec cam1 timeout 4 bash -c 'exec 3<>/dev/tcp/{address}/1' 2> /dev/null; ip -n cam1 neigh show {address}");

    private static bool Tells(JsonElement health, string sentence) =>
        health.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("sentence").GetString()!.Contains(sentence, StringComparison.Ordinal));

    [GeneratedRegex("Unknown (key|section|lvalue)|Failed to parse|[Ii]gnoring|cannot be|Operation not permitted|Permission denied")]
    private static partial Regex Misunderstood();

    [GeneratedRegex("level for [^:]*: ([0-9.]+)")]
    private static partial Regex Exposure();
}
