using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Torture.Box;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A simulated device in a network of its own with a cable to the box. Pulled out when disposed.</summary>
internal sealed class PluggedCamera : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly NetworkNamespace space;
    private readonly string[] arguments;
    private Process? program;
    private bool isPulled;

    private PluggedCamera(NetworkNamespace space, string address, string[] arguments)
    {
        this.space = space;
        this.arguments = arguments;
        Address = address;
    }

    public string Address { get; private set; }

    public int ProcessId => program!.Id;

    /// <summary>Runs a program where the camera is, and returns what it said.</summary>
    public Task<string> OutputAsync(params string[] line) => ForeignProgram.OutputAsync(space.Through[0], [.. space.Through[1..], .. line]);

    /// <summary>Nothing of it moves any more, and its connections stay open: a camera that hangs.</summary>
    public Task HangAsync() => ForeignProgram.OutputAsync("kill", "-STOP", $"{ProcessId}");

    /// <summary>Returns when the device serves.</summary>
    public static async Task<PluggedCamera> PlugAsync(NetworkNamespace box, string bridge, string port, string address, string[] arguments)
    {
        NetworkNamespace space = await NetworkNamespace.CreateAsync();
        await NetworkNamespace.IpAsync("link", "add", port, "netns", box.Name, "type", "veth", "peer", "name", "eth0", "netns", space.Name);
        await box.InsideAsync("link", "set", port, "master", bridge, "up");
        if (Array.IndexOf(arguments, "--mac") is >= 0 and int mac)
        {
            // What it says of itself is what is on the wire.
            await space.InsideAsync("link", "set", "eth0", "address", arguments[mac + 1]);
        }
        await space.InsideAsync("link", "set", "eth0", "up");
        var camera = new PluggedCamera(space, address, arguments);
        await camera.UseAddressAsync();
        await camera.StartAsync();
        return camera;
    }

    /// <summary>As after another lease: it starts again at that address.</summary>
    public async Task MoveAsync(string address)
    {
        await StopAsync();
        await space.InsideAsync("addr", "flush", "dev", "eth0");
        Address = address;
        await UseAddressAsync();
        await StartAsync();
    }

    /// <summary>Pulls the cable out of one port of the box and plugs it into another.</summary>
    public static async Task ReplugAsync(NetworkNamespace box, string from, string to)
    {
        await box.InsideAsync("link", "set", from, "down");
        await box.InsideAsync("link", "set", from, "name", to);
        await box.InsideAsync("link", "set", to, "up");
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Makes something happen at it: a path below <c>/simcamera/</c>, as the simulated camera's README lists them.</summary>
    public Task MakeAsync(string deed) =>
        ForeignProgram.OutputAsync(space.Through[0], [.. space.Through[1..], "curl", "-sf", "-X", "POST", $"http://{Address}/simcamera/{deed}"]);

    /// <summary>Lets the box see a packet of it, as a lease would.</summary>
    public async Task SpeakAsync(string to)
    {
        using Socket socket = await space.OpenSocketAsync(SocketType.Dgram, ProtocolType.Udp);
        await socket.SendToAsync(new byte[8], new IPEndPoint(IPAddress.Parse(to), 9));
    }

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

    private async Task UseAddressAsync()
    {
        await space.InsideAsync("addr", "add", $"{Address}/24", "dev", "eth0");
        await space.InsideAsync("route", "replace", "224.0.0.0/4", "dev", "eth0");
    }

    private async Task StartAsync()
    {
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
