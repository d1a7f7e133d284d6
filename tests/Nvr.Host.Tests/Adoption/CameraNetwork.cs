using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A published nvrd on a board whose camera network is a bridge, as of PoE ports, and the cameras that are plugged into it.</summary>
internal sealed class CameraNetwork : IAsyncDisposable
{
    public const string BoxAddress = "10.77.0.1";

    private const string Bridge = "poe0";

    private readonly Scratch scratch;
    private readonly NetworkNamespace space;
    private readonly List<PluggedCamera> cameras = [];

    private NvrdProcess? box;
    private BoxApi? api;

    private CameraNetwork(Scratch scratch, NetworkNamespace space)
    {
        this.scratch = scratch;
        this.space = space;
    }

    public NvrdProcess Box => box!;

    public BoxApi Api => api!;

    public static async Task<CameraNetwork> StartAsync(params string[] more)
    {
        var network = new CameraNetwork(new Scratch(), await NetworkNamespace.CreateAsync());
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

    /// <summary>A device of one small camera with an ONVIF side, unless the arguments say otherwise; a new serial number and MAC for each.</summary>
    public Task<PluggedCamera> PlugAsync(params string[] more)
    {
        string number = (cameras.Count + 10).ToString(CultureInfo.InvariantCulture);
        return PlugBareAsync(["--onvif", "--onvif-port", "80", "--serial", $"SN-4711-{number}", "--mac", $"02:53:49:4d:77:{number}", "--model", $"SC-{number}", .. more]);
    }

    public async Task<PluggedCamera> PlugBareAsync(params string[] more)
    {
        int number = cameras.Count + 10;
        string[] small = ["--port", "554", "--size", "320x240", "--kbit", "300"];
        string[] one = more.Contains("--cameras") ? [] : ["--cameras", "1"];
        PluggedCamera camera = await PluggedCamera.PlugAsync(
            space, Bridge, string.Create(CultureInfo.InvariantCulture, $"port{number}"), string.Create(CultureInfo.InvariantCulture, $"10.77.0.{number}"), [.. small, .. one, .. more]);
        cameras.Add(camera);
        return camera;
    }

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
        await space.DisposeAsync();
        scratch.Dispose();
    }

    private async Task BeginAsync(string[] more)
    {
        await space.InsideAsync("link", "add", Bridge, "type", "bridge", "mcast_snooping", "0");
        await space.InsideAsync("addr", "add", $"{BoxAddress}/24", "dev", Bridge);
        await space.InsideAsync("link", "set", Bridge, "up");
        string board = scratch.At("board.json");
        await File.WriteAllTextAsync(board, $$"""{ "name": "Test board", "cameraNetworks": ["{{Bridge}}"] }""");
        box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Board = board, Through = space.Through, More = more });
        api = await BoxApi.OpenAsync(box, space.ConnectAsync);
    }
}
