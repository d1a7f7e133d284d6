using System.Diagnostics;
using Torture.Box;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A simulated device in a network of its own with a cable to the box. Pulled out when disposed.</summary>
internal sealed class PluggedCamera : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    /// <summary>What the DHCP client does with a lease; it says the address. Multicast leaves by the cable.</summary>
    private const string LeaseScript = """
        #!/bin/sh
        case $1 in
          deconfig) ip addr flush dev $interface ;;
          bound) ip addr add $ip/$mask dev $interface; ip route replace 224.0.0.0/4 dev $interface; echo $ip ;;
        esac
        """;

    private readonly NetworkNamespace space;
    private readonly string[] arguments;
    private readonly string? fixedAddress;
    private Process? program;
    private bool isPulled;

    private PluggedCamera(NetworkNamespace space, string? fixedAddress, string mac, string[] arguments)
    {
        this.space = space;
        this.fixedAddress = fixedAddress;
        this.arguments = arguments;
        Mac = mac;
    }

    public string Address { get; private set; } = "";

    public string Mac { get; }

    /// <summary>What it calls itself towards the DHCP server.</summary>
    public string HostName => $"camera-{Mac.Replace(":", "", StringComparison.Ordinal)}";

    public int ProcessId => program!.Id;

    /// <summary>Runs a program where the camera is, and returns what it said.</summary>
    public Task<string> OutputAsync(params string[] line) => ForeignProgram.OutputAsync(space.Through[0], [.. space.Through[1..], .. line]);

    /// <summary>Nothing of it moves any more, and its connections stay open: a camera that hangs.</summary>
    public Task HangAsync() => ForeignProgram.OutputAsync("kill", "-STOP", $"{ProcessId}");

    /// <summary>Returns when the device serves.</summary>
    /// <param name="box">Where the other end of its cable is.</param>
    /// <param name="bridge">What that end is plugged into.</param>
    /// <param name="port">What that end is called.</param>
    /// <param name="fixedAddress">Null for one that asks the DHCP server.</param>
    /// <param name="mac">What is on the wire.</param>
    /// <param name="arguments">Of the simulated camera.</param>
    public static async Task<PluggedCamera> PlugAsync(NetworkNamespace box, string bridge, string port, string? fixedAddress, string mac, string[] arguments)
    {
        NetworkNamespace space = await NetworkNamespace.CreateAsync();
        await NetworkNamespace.IpAsync("link", "add", port, "netns", box.Name, "type", "veth", "peer", "name", "eth0", "netns", space.Name);
        await box.InsideAsync("link", "set", port, "master", bridge, "up");
        await space.InsideAsync("link", "set", "eth0", "address", mac, "up");
        var camera = new PluggedCamera(space, fixedAddress, mac, arguments);
        await camera.StartAsync();
        return camera;
    }

    /// <summary>It has no power any more: from one moment to the next nothing is there.</summary>
    public async Task PowerOffAsync()
    {
        await StopAsync();
        await space.InsideAsync("addr", "flush", "dev", "eth0");
        await space.InsideAsync("link", "set", "eth0", "down");
    }

    /// <summary>It starts, and asks for an address anew.</summary>
    public async Task PowerOnAsync()
    {
        await space.InsideAsync("link", "set", "eth0", "up");
        await StartAsync();
    }

    /// <summary>Pulls the cable out of one port of the box and plugs it into another.</summary>
    public static async Task ReplugAsync(NetworkNamespace box, string from, string to)
    {
        await box.InsideAsync("link", "set", from, "down");
        await box.InsideAsync("link", "set", from, "name", to);
        await box.InsideAsync("link", "set", to, "up");
    }

    /// <summary>Makes something happen at it: a path below <c>/simcamera/</c>, as the simulated camera's README lists them.</summary>
    public Task MakeAsync(string deed) =>
        ForeignProgram.OutputAsync(space.Through[0], [.. space.Through[1..], "curl", "-sf", "-X", "POST", $"http://{Address}/simcamera/{deed}"]);

    /// <summary>Pulls it out; once more does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isPulled)
        {
            isPulled = true;
            await StopAsync();
            await space.DisposeAsync();
        }
    }

    private async Task UseFixedAddressAsync(string address)
    {
        await space.InsideAsync("addr", "replace", $"{address}/24", "dev", "eth0");
        await space.InsideAsync("route", "replace", "224.0.0.0/4", "dev", "eth0");
        Address = address;
    }

    /// <summary>
    /// Asks for the answers by broadcast (-B): to those that go to itself alone the server would write its MAC into the box's neighbour table, and the lease
    /// would not be the only sign of it.
    /// </summary>
    private async Task AskForAddressAsync()
    {
        string script = Path.Combine(Path.GetTempPath(), $"{space.Name}-lease");
        await File.WriteAllTextAsync(script, LeaseScript);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            string said = await OutputAsync("udhcpc", "-i", "eth0", "-f", "-n", "-q", "-B", "-t", "30", "-T", "1", "-x", $"hostname:{HostName}", "-s", script);
            Address = said.Trim();
        }
        finally
        {
            File.Delete(script);
        }
    }

    private async Task StartAsync()
    {
        await (fixedAddress is null ? AskForAddressAsync() : UseFixedAddressAsync(fixedAddress));
        string simcamera = Path.Combine(AppContext.BaseDirectory, "simcamera");
        string[] line = [.. space.Through, simcamera, "run", "--address", Address, .. arguments];
        program = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(StartLimit);
        while (await program.StandardOutput.ReadLineAsync(limit.Token) is { } said)
        {
            if (said == "ready")
            {
                return;
            }
        }
        throw new InvalidOperationException($"simcamera {string.Join(' ', arguments)} did not start.");
    }

    private async Task StopAsync()
    {
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        program?.Dispose();
        program = null;
    }
}
