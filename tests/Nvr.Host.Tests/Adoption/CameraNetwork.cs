using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ManagedSwitches;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A published nvrd on a board whose camera network is a bridge, as of PoE ports, and the cameras that are plugged into it.</summary>
internal sealed class CameraNetwork : IAsyncDisposable
{
    public const string BoxAddress = "10.77.0.1";

    /// <summary>A second camera network, on boards that have one.</summary>
    public const string Twin = "poe1";

    private const string Bridge = "poe0";

    /// <summary>The bridge knows who is behind which port; a port that gets its power back revives the camera that hung there.</summary>
    private const string PortScript = """
        #!/bin/sh
        case $1 in
          read) bridge fdb show br BRIDGE | awk '/master BRIDGE/ && !/permanent/ { sub("port", "", $3); print $3, $1, FACTS }' | sort -u ;;
          power)
            pid=$(cat FILES$2.pid)
            echo "$2 $3" >> FILESs.log
            [ $3 = off ] || kill -CONT $pid
            ;;
        esac
        """;

    /// <summary>A port of a managed switch does the same.</summary>
    private const string SwitchHook = """
        #!/bin/sh
        echo "$1 $2" >> FILESs.log
        [ $2 = off ] || kill -CONT $(cat FILES$1.pid)
        """;

    private readonly Scratch scratch;
    private readonly NetworkNamespace space;
    private readonly List<PluggedCamera> cameras = [];

    private DhcpServer? dhcp;
    private NvrdProcess? box;
    private BoxApi? api;

    // These boards are no simulated ones, and would look at test pictures, in which something moves all the time.
    private static readonly string[] ChosenMotion = ["--motion", "chosen"];

    private string board = "";
    private string portFacts = "4.5";

    private CameraNetwork(Scratch scratch, NetworkNamespace space)
    {
        this.scratch = scratch;
        this.space = space;
    }

    public NvrdProcess Box => box!;

    public BoxApi Api => api!;

    public string Data => scratch.Data;

    private static string SixteenPorts => string.Join(", ", Enumerable.Range(1, 16).Select(i => $"{{ \"name\": \"{i}\" }}"));

    public static Task<CameraNetwork> StartAsync(params string[] more) => StartOnAsync("", more);

    /// <summary>On a simulated board whose ports are those of the bridge: numbered as the cameras are, and each feeds one.</summary>
    /// <param name="haste">How many times faster than a real one it loses its patience.</param>
    /// <param name="more">Arguments of the program.</param>
    public static Task<CameraNetwork> StartWithPortsAsync(int haste, params string[] more) => StartOnAsync(PortsOf(haste), more);

    /// <summary>The same, with ports that tell what class their device asked for, and their link.</summary>
    public static Task<CameraNetwork> StartWithTellingPortsAsync(int haste) => StartOnAsync(PortsOf(haste), [], "4.5, 2, \"up\"");

    /// <summary>On a board whose own switch is the bridge, with supplies that cannot be asked.</summary>
    public static Task<CameraNetwork> StartWithSwitchAsync()
    {
        IEnumerable<string> ports = Enumerable.Range(10, 8).Select(i =>
            $"{{ \"name\": \"{i}\", \"interface\": \"port{i}\", \"enable\": {{ \"on\": \"soc\", \"line\": {i} }} }}");
        return StartOnAsync($", \"gpio\": [{{ \"name\": \"soc\", \"label\": \"none\" }}], \"poe\": {{ \"budgetWatts\": 60, \"ports\": [{string.Join(", ", ports)}] }}", []);
    }

    /// <summary>On a simulated board without ports of its own.</summary>
    public static Task<CameraNetwork> StartWithoutPortsAsync(int haste, params string[] more) => StartOnAsync($", \"simulated\": true, \"simulatedHaste\": {haste}", more);

    /// <summary>On a board with two camera networks of the same addresses.</summary>
    public static Task<CameraNetwork> StartWithTwinAsync() => StartOnAsync("TWIN", []);

    private static string PortsOf(int haste) =>
        $", \"simulated\": true, \"poe\": {{ \"budgetWatts\": 240, \"perRow\": 8, \"ports\": [{SixteenPorts}] }}, \"simulatedHaste\": {haste}, \"simulatedPortScript\": \"SCRIPT\"";

    private static async Task<CameraNetwork> StartOnAsync(string board, string[] more, string portFacts = "4.5")
    {
        var network = new CameraNetwork(new Scratch(), await NetworkNamespace.CreateAsync()) { board = board, portFacts = portFacts };
        try
        {
            await network.BeginAsync(more);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>A managed switch beside the box, whose ports are numbered as the cameras are and feed them; the box is told of it, with its user of version 3.</summary>
    public async Task<SwitchAgent> AddSwitchAsync(SwitchTable table)
    {
        string hook = scratch.At("switch-hook");
        await File.WriteAllTextAsync(hook, SwitchHook.Replace("FILES", scratch.At("port"), StringComparison.Ordinal));
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        SwitchAgent agent = await SwitchAgent.StartAsync(table, SwitchAgent.Cisco, hook, space.Through);
        await Api.SendAsync(HttpMethod.Post, "poe/switches", new JsonObject
        {
            ["name"] = "desk", ["address"] = agent.EndPoint.Address.ToString(), ["port"] = agent.EndPoint.Port, ["userName"] = "modern", ["hash"] = "sha256",
            ["password"] = SwitchAgent.Password, ["encryptionPassword"] = SwitchAgent.EncryptionPassword,
        });
        return agent;
    }

    /// <summary>Where a browser outside finds the page.</summary>
    public NetworkDoor OpenDoor() => NetworkDoor.Open(space, Box.Address);

    /// <summary>A device of one small camera with an ONVIF side, unless the arguments say otherwise; a new serial number and MAC for each.</summary>
    public Task<PluggedCamera> PlugAsync(params string[] more) => PlugIntoAsync(cameras.Count + 10, more);

    /// <summary>The same into a port of that number, which another one may have left.</summary>
    public Task<PluggedCamera> PlugIntoAsync(int port, params string[] more)
    {
        string number = (cameras.Count + 10).ToString(CultureInfo.InvariantCulture);
        return PlugBareIntoAsync(port, ["--onvif", "--onvif-port", "80", "--serial", $"SN-4711-{number}", "--mac", $"02:53:49:4d:77:{number}", "--model", $"SC-{number}", .. more]);
    }

    public Task<PluggedCamera> PlugBareAsync(params string[] more) => PlugBareIntoAsync(cameras.Count + 10, more);

    /// <summary>As <see cref="PlugAsync"/>, on the second camera network, where addresses are fixed.</summary>
    public Task<PluggedCamera> PlugIntoTwinAsync(params string[] more) =>
        PlugBareIntoAsync(cameras.Count + 10, ["--onvif", "--onvif-port", "80", "--serial", "SN-TWIN", "--mac", "02:53:49:4d:78:01", .. more], Twin);

    private async Task<PluggedCamera> PlugBareIntoAsync(int port, string[] more, string bridge = Bridge)
    {
        int number = cameras.Count + 10;
        // What it says of itself is what is on the wire.
        string mac = Array.IndexOf(more, "--mac") is >= 0 and int told ? more[told + 1] : string.Create(CultureInfo.InvariantCulture, $"02:53:49:4d:79:{number}");
        string[] small = ["--port", "554", "--size", "320x240"];
        string[] light = more.Contains("--kbit") ? [] : ["--kbit", "300"];
        string[] one = more.Contains("--cameras") ? [] : ["--cameras", "1"];
        PluggedCamera camera = await PluggedCamera.PlugAsync(
            space,
            bridge,
            string.Create(CultureInfo.InvariantCulture, $"port{port}"),
            bridge == Bridge ? null : string.Create(CultureInfo.InvariantCulture, $"10.77.0.{number}"),
            mac,
            [.. small, .. light, .. one, .. more]);
        await File.WriteAllTextAsync(scratch.At($"port{port}.pid"), $"{camera.ProcessId}");
        cameras.Add(camera);
        return camera;
    }

    /// <summary>What the ports were told about power, a line each: the port, and on or off.</summary>
    public IReadOnlyList<string> PortLog => File.Exists(scratch.At("ports.log")) ? File.ReadAllLines(scratch.At("ports.log")) : [];

    public async Task<JsonElement[]> DevicesAsync() => [.. (await Api.GetAsync("devices")).GetProperty("devices").EnumerateArray()];

    /// <summary>The one device, once it is in the state.</summary>
    public async Task<JsonElement> WaitForDeviceAsync(string state, TimeSpan limit)
    {
        JsonElement[] devices = [];
        await Wait.UntilAsync(
            async () => (devices = await DevicesAsync()) is [var only] && only.GetProperty("state").GetString() == state,
            limit,
            () => $"one device in the state {state}; there are {string.Join(", ", devices)}\n{Box.Log}");
        return devices[0];
    }

    /// <summary>The newest event of motion, once it is in the state; the deed is done before each look.</summary>
    public async Task<JsonElement> WaitForEventAsync(string state, TimeSpan limit, Func<Task> deed)
    {
        JsonElement[] events = [];
        await Wait.UntilAsync(
            async () =>
            {
                await deed();
                events = [.. (await Api.GetAsync("events?kind=motion")).GetProperty("events").EnumerateArray()];
                return events.Length > 0 && events[0].GetProperty("state").GetString() == state;
            },
            limit,
            () => $"an event of motion in the state {state}; there are {string.Join(", ", events)}\n{Box.Log}");
        return events[0];
    }

    /// <summary>Waits until so many cameras are there and each has footage; returns their names.</summary>
    public async Task<IReadOnlyList<CameraReading>> WaitForRecordingAsync(int count, TimeSpan limit, double seconds = 1)
    {
        string lacking = "";
        await Wait.UntilAsync(
            async () =>
            {
                IReadOnlyList<CameraReading> found = await Api.CamerasAsync();
                int recorded = 0;
                foreach (CameraReading camera in found)
                {
                    recorded += (await Api.RecentAsync(camera.Id)).Seconds >= seconds ? 1 : 0;
                }
                lacking = $"{found.Count} cameras, {recorded} of them recorded";
                return recorded == count && found.Count == count;
            },
            limit,
            () => $"{count} cameras recorded; {lacking}\n{Box.Log}");
        return await Api.CamerasAsync();
    }

    /// <summary>Pulls a camera's cable out of one port and plugs it into another.</summary>
    public Task ReplugAsync(int from, int to) => PluggedCamera.ReplugAsync(space, $"port{from}", $"port{to}");

    /// <summary>The camera starts again and gets another address.</summary>
    public async Task MoveAsync(PluggedCamera camera, string address)
    {
        await camera.PowerOffAsync();
        await dhcp!.ReserveAsync(camera.Mac, address);
        await camera.PowerOnAsync();
    }

    /// <summary>Pulls the cable of the first camera, or plugs it in again.</summary>
    public Task SetCableAsync(bool plugged) => space.InsideAsync("link", "set", "port10", plugged ? "up" : "down");

    /// <summary>Gives the box an address on an interface that is no camera network.</summary>
    public async Task AddOfficeAsync(string address)
    {
        await space.InsideAsync("link", "add", "office0", "type", "bridge");
        await space.InsideAsync("addr", "add", $"{address}/24", "dev", "office0");
        await space.InsideAsync("link", "set", "office0", "up");
    }

    public Task<JsonElement> PostAsync(JsonElement device, string deed, JsonObject? body = null) =>
        Api.SendAsync(HttpMethod.Post, $"devices/{device.GetProperty("id").GetString()}/{deed}", body);

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (PluggedCamera camera in cameras)
        {
            await camera.DisposeAsync();
        }
        await (dhcp?.DisposeAsync() ?? ValueTask.CompletedTask);
        await space.DisposeAsync();
        scratch.Dispose();
    }

    private async Task BeginAsync(string[] more)
    {
        string[] bridges = board == "TWIN" ? [Bridge, Twin] : [Bridge];
        foreach (string bridge in bridges)
        {
            await space.InsideAsync("link", "add", bridge, "type", "bridge", "mcast_snooping", "0");
            await space.InsideAsync("addr", "add", $"{BoxAddress}/24", "dev", bridge);
            await space.InsideAsync("link", "set", bridge, "up");
        }
        dhcp = await DhcpServer.StartAsync(space, Bridge, scratch.Root);
        string script = scratch.At("ports");
        await File.WriteAllTextAsync(script, PortScript.Replace("BRIDGE", Bridge, StringComparison.Ordinal).Replace("FILES", scratch.At("port"), StringComparison.Ordinal).Replace("FACTS", portFacts, StringComparison.Ordinal));
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string file = scratch.At("board.json");
        await File.WriteAllTextAsync(file, $$"""{ "name": "Test board", "cameraNetworks": ["{{string.Join("\", \"", bridges)}}"]{{board.Replace("TWIN", "", StringComparison.Ordinal).Replace("SCRIPT", script, StringComparison.Ordinal)}} }""");
        box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Board = file, Through = space.Through, More = [.. more, "--leases", dhcp.LeaseFile, .. more.Contains("--motion") ? [] : ChosenMotion] });
        api = await BoxApi.OpenAsync(box, space.ConnectAsync);
    }
}
