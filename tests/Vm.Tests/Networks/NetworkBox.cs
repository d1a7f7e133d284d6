using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;

namespace Vm.Tests.Networks;

/// <summary>A guest whose networks are the product's: the office is QEMU's own network at eth0, where this machine reaches it, and one camera hangs on a port of the bridge. The recorder runs by its service.</summary>
internal sealed class NetworkBox : IAsyncDisposable
{
    public const string Address = "10.0.2.15";

    private const string Board =
        """
        { "name": "A box with networks", "cameraNetworks": ["br-cam"], "officeNetwork": "eth0", "gpio": [{ "name": "soc", "label": "none" }],
          "poe": { "budgetWatts": 60, "ports": [
            { "name": "1", "interface": "lan1", "enable": { "on": "soc", "line": 1 } }, { "name": "2", "interface": "lan2", "enable": { "on": "soc", "line": 2 } }] } }
        """;

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private NetworkBox(Guest guest) => Guest = guest;

    public Guest Guest { get; }

    public BoxApi Api { get; private set; } = null!;

    public static async Task<NetworkBox> StartAsync()
    {
        var box = new NetworkBox(await InstalledGuest.StartAsync());
        try
        {
            await Product.SetBoardAsync(box.Guest, Board);
            await box.Guest.OutputAsync("mkdir -p /var/lib/nvr && for n in 1 2; do ip netns add cam$n; ip link add lan$n type veth peer name eth0 netns cam$n; ip -n cam$n link set eth0 up; done; "
                + "systemctl daemon-reload && systemctl start nvrd-network.service nvrd-network.path nvrd-dhcp.service && systemctl restart systemd-resolved.service");
            GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(box.Guest, Product.BoardFile);
            box.Api = await nvrd.OpenApiAsync();
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    public Task<string> SayAsync(string command) => Guest.OutputAsync(command);

    public Task<JsonElement> NetworkAsync() => Api.GetAsync("box/network");

    public Task TryAsync(string address) => Api.SendAsync(HttpMethod.Put, "box/network/office", new JsonObject
    {
        ["mode"] = "fixed", ["address"] = address, ["prefixLength"] = 24, ["gateway"] = "10.0.2.2", ["nameServers"] = new JsonArray("10.0.2.3"),
    });

    /// <summary>Waits until the office network's interface has this address, and no other.</summary>
    public Task HasAsync(string address, TimeSpan limit)
    {
        string last = "";
        return Wait.UntilAsync(
            async () => (last = (await SayAsync("ip -4 -o addr show dev eth0 | awk '{ print $4 }'")).Trim()) == $"{address}/24",
            limit,
            () => $"eth0 has {address} alone; it has {last}\n{Guest.RunAsync("journalctl -q -o cat -u nvrd-network -u systemd-networkd -u nvrd | tail -n 60").GetAwaiter().GetResult().Output}");
    }

    /// <summary>A port of this machine that leads to one of the guest's.</summary>
    /// <param name="protocol">tcp or udp.</param>
    /// <param name="guestPort">The guest's.</param>
    public async Task<int> OpenAsync(string protocol, int guestPort)
    {
        using var asked = new Socket(AddressFamily.InterNetwork, protocol == "tcp" ? SocketType.Stream : SocketType.Dgram, ProtocolType.Unspecified);
        asked.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)asked.LocalEndPoint!).Port;
        asked.Close();
        await Guest.QmpAsync("human-monitor-command", new JsonObject { ["command-line"] = string.Create(CultureInfo.InvariantCulture, $"hostfwd_add net {protocol}:127.0.0.1:{port}-{Address}:{guestPort}") });
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await Guest.DisposeAsync();
    }
}
