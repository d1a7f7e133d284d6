using System.Text.Json;
using System.Text.Json.Nodes;
using SimCamera;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>
/// A recorder with bays in a guest, run as the product runs it: as a user of its own by its own service, with its polkit rules and the kernel's setting. Its cameras are simulated ones of
/// this machine. Disposing ends the guest.
/// </summary>
internal sealed class DiskBox : IAsyncDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-disks-");
    private readonly DiskBoxOptions options;
    private readonly GuestDrive[] steady;

    private DiskBox(DiskBoxOptions options)
    {
        this.options = options;
        // The last one is an ATA disk, which tells of itself.
        steady = options.HasDisks ? [Blank("bay1"), Blank("bay3"), Blank("bay4") with { Device = "ide-hd" }] : [];
    }

    public Guest Guest { get; private set; } = null!;

    public SimCameraServer Cameras { get; private set; } = null!;

    public BoxApi Api { get; private set; } = null!;

    public GuestNvrd Nvrd { get; private set; } = null!;

    public IReadOnlyList<string> CameraNames => [.. Cameras.Cameras.Select(c => c.Name)];

    /// <summary>A guest with the product installed; the recorder is not started yet.</summary>
    public static async Task<DiskBox> StartAsync(DiskBoxOptions options)
    {
        var box = new DiskBox(options);
        try
        {
            box.Cameras = await SimCameraServer.StartAsync(
                SimCameraOptions.Of(options.Cameras, new CameraOptions { Width = 320, Height = 184, Fps = DiskBoxOptions.Fps, Gop = DiskBoxOptions.Fps, Kbit = options.Kbit }));
            box.Guest = await Guest.StartAsync(new GuestOptions { Drives = box.steady });
            await Product.InstallAsync(box.Guest, box.Board());
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>A disk with nothing on it, for the bay of its name.</summary>
    public GuestDrive Blank(string bay) => Blank(bay, options.DiskBytes);

    public GuestDrive Blank(string bay, long bytes) => GuestDrive.Create(bay, Path.Combine(scratch.FullName, $"{bay}-{Guid.NewGuid():N}"), bytes);

    /// <summary>One of those that are in from the start.</summary>
    public GuestDrive Steady(string bay) => steady.Single(d => d.Name == bay);

    public async Task StartNvrdAsync()
    {
        Api?.Dispose();
        (string, string)[] named = [.. Cameras.Cameras.Select(c => (c.Name, $"rtsp://10.0.2.2:{Cameras.Port}/{c.Name}"))];
        Nvrd = await GuestNvrd.StartInstalledAsync(Guest, Product.BoardFile, named);
    }

    /// <summary>The same, and speaks to it as its administrator.</summary>
    public async Task StartAndOpenAsync()
    {
        await StartNvrdAsync();
        Api = await Nvrd.OpenApiAsync();
    }

    public Task<JsonElement> DisksAsync() => Api.GetAsync("disks");

    public async Task<JsonElement> DiskAsync(string serial) => (await DisksAsync()).GetProperty("disks").EnumerateArray().Single(d => d.GetProperty("serial").GetString() == serial);

    public async Task<JsonElement> VolumeAsync(string name) => (await DisksAsync()).GetProperty("volumes").EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);

    /// <summary>Begins something that takes long, and waits until it is done.</summary>
    public async Task DoAsync(string path, JsonObject? body, TimeSpan limit)
    {
        await Api.SendAsync(HttpMethod.Post, path, body);
        JsonElement work = default;
        await Wait.UntilAsync(
            async () => (work = (await DisksAsync()).GetProperty("work")).GetProperty("state").GetString() != "running", limit, () => $"{path} is done: {work}");
        Assert.True(work.GetProperty("state").GetString() == "done", $"{path}: {work}");
    }

    public async Task WaitForConditionAsync(string volume, string condition, TimeSpan limit)
    {
        JsonElement last = default;
        await Wait.UntilAsync(
            async () => (last = await VolumeAsync(volume)).GetProperty("condition").GetString() == condition,
            limit,
            () => $"the volume {volume} is {condition}; it is {last}\n{Guest.RunAsync("cat /proc/mdstat; journalctl -q -o cat -u nvrd -n 30; journalctl -q -o cat -u udisks2 -n 20").GetAwaiter().GetResult().Output}");
    }

    public async Task<JsonElement?> HealthAsync(string part) =>
        (await Api.GetAsync("health")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("part").GetString() == part).Cast<JsonElement?>().FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Guest is not null)
        {
            await Guest.DisposeAsync();
        }
        if (Cameras is not null)
        {
            await Cameras.DisposeAsync();
        }
        scratch.Delete(recursive: true);
    }

    private string Board() => JsonSerializer.Serialize(new
    {
        name = "A box with bays",
        bays = Enumerable.Range(1, options.Bays).Select(n => new { name = $"{n}", serial = $"BAY{n}" }),
    });
}
