using System.Globalization;
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
    /// <summary>Where footage is kept in memory.</summary>
    public const string Ring = "/run/nvr/ring";

    private const string BayWord = "bay";

    /// <summary>Above all that the machine itself takes.</summary>
    private const int FirstSlot = 0x10;

    private const string Settings = "settings";
    private const long SettingsBytes = 256L << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-disks-");
    private readonly DiskBoxOptions options;
    private readonly GuestDrive[] steady;
    private GuestDrive settings = null!;

    private DiskBox(DiskBoxOptions options)
    {
        this.options = options;
        // The last one is an ATA disk, which tells of itself.
        steady = options.HasDisks ? [Blank("bay1"), Blank("bay3"), Blank("bay4") with { Device = "ide-hd" }] : [];
    }

    private string MountSettings => $"mkdir -p {GuestNvrd.Data} && mount {Device(settings)} {GuestNvrd.Data}";

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
            box.Guest = await InstalledGuest.StartAsync(box.steady);
            await Product.SetBoardAsync(box.Guest, box.Board());
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

    public GuestDrive Blank(string bay, long bytes)
    {
        var drive = GuestDrive.Create(bay, Path.Combine(scratch.FullName, $"{bay}-{Guid.NewGuid():N}"), bytes);
        return options.HasFixedBays && bay.StartsWith(BayWord, StringComparison.Ordinal) ? Moved(drive, int.Parse(bay[BayWord.Length..], CultureInfo.InvariantCulture)) : drive;
    }

    /// <summary>A disk that is out, for another bay than that of its name; only where bays are fixed.</summary>
    public GuestDrive Moved(GuestDrive drive, int bay) =>
        options.HasFixedBays ? drive with { Slot = FirstSlot + bay } : throw new InvalidOperationException("In this box a bay is where the disk of its name is.");

    /// <summary>One of those that are in from the start.</summary>
    public GuestDrive Steady(string bay) => steady.Single(d => d.Name == bay);

    /// <summary>A new box with these disks in it, from the moment that was kept: its settings are on a disk of their own, which outlives its power like the others. The recorder runs.</summary>
    public async Task BeginAsync(params GuestDrive[] drives)
    {
        settings = Blank(Settings, SettingsBytes);
        await Guest.ReturnAsync();
        await PlugAsync([settings]);
        await Guest.OutputAsync($"mkfs.ext4 -q {Device(settings)} && {MountSettings}");
        await PlugAsync(drives);
        await StartAndOpenAsync();
    }

    /// <summary>The power is cut and given again, with these disks in, in this order. The recorder is not started.</summary>
    public async Task CutPowerAsync(params GuestDrive[] drives)
    {
        await Guest.ReturnAsync();
        await PlugAsync([settings, .. drives]);
        // As a start does it where md is loaded late enough to heed nvrd-md.conf: what is found of an array that lacks a disk is started. Where it is not, nvrd does that itself, 45 seconds later.
        await Guest.OutputAsync($"echo 1 > /sys/module/md_mod/parameters/start_dirty_degraded && udevadm settle && mdadm --incremental --run --scan; {MountSettings}");
    }

    public async Task PlugAsync(params GuestDrive[] drives)
    {
        foreach (GuestDrive drive in drives)
        {
            await Guest.PlugAsync(drive);
            await Guest.OutputAsync($"until [ -e {Device(drive)} ]; do sleep 0.1; done");
        }
    }

    /// <summary>What the guest calls a disk in a bay.</summary>
    public static string Device(GuestDrive drive) => $"/dev/disk/by-id/virtio-{drive.Serial}";

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

    /// <summary>Makes a volume of these disks, and waits until it is mounted and whole.</summary>
    public async Task<JsonElement> MakeAsync(string name, string level, string fileSystem, params GuestDrive[] drives)
    {
        await DoAsync(
            "disks/volumes",
            new JsonObject { ["name"] = name, ["level"] = level, ["disks"] = new JsonArray([.. drives.Select(d => JsonValue.Create(d.Serial))]), ["fileSystem"] = fileSystem },
            s_patience);
        return await WaitForConditionAsync(name, "clean", s_patience);
    }

    public Task<JsonElement> DisksAsync() => Api.GetAsync("disks");

    public async Task<JsonElement> DiskAsync(string serial) => (await DisksAsync()).GetProperty("disks").EnumerateArray().Single(d => d.GetProperty("serial").GetString() == serial);

    /// <summary>Waits until a disk is there and is so.</summary>
    public async Task<JsonElement> WaitForDiskAsync(string serial, Func<JsonElement, bool> isSo)
    {
        JsonElement[] found = [];
        await Wait.UntilAsync(
            async () => (found = [.. (await DisksAsync()).GetProperty("disks").EnumerateArray().Where(d => d.GetProperty("serial").GetString() == serial)]).Any(isSo),
            s_patience,
            () => $"the disk {serial} is as it is to be; it is {(found.Length == 0 ? "not there" : found[0])}");
        return found[0];
    }

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

    /// <summary>Returns the volume as it is then; one that takes footage is mounted too.</summary>
    public async Task<JsonElement> WaitForConditionAsync(string volume, string condition, TimeSpan limit)
    {
        JsonElement last = default;
        await Wait.UntilAsync(
            async () => (last = await VolumeAsync(volume)).GetProperty("condition").GetString() == condition
                && (condition is "failed" or "stopped" || last.GetProperty("mountedAt").ValueKind == JsonValueKind.String),
            limit,
            () => $"the volume {volume} is {condition}; it is {last}\n{Guest.RunAsync("cat /proc/mdstat; journalctl -q -o cat -u nvrd -n 30; journalctl -q -o cat -u udisks2 -n 20").GetAwaiter().GetResult().Output}");
        return last;
    }

    /// <summary>How many bytes of footage lie on the volume at a path, as the recorder says.</summary>
    public async Task<long> FootageOnAsync(string path) =>
        (await Api.GetAsync("storage")).GetProperty("volumes").EnumerateArray().Where(v => v.GetProperty("path").GetString() == path).Sum(v => v.GetProperty("footageBytes").GetInt64());

    /// <summary>Waits until more footage lies there than now.</summary>
    public async Task WaitForMoreOnAsync(string path)
    {
        long before = await FootageOnAsync(path);
        await Wait.UntilAsync(async () => await FootageOnAsync(path) > before, s_patience, () => $"more than {before} bytes of footage lie on {path}");
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
        bays = Enumerable.Range(1, options.Bays).Select(object (n) => options.HasFixedBays ? new { name = $"{n}", path = $"pci-0000:00:{FirstSlot + n:x}.0" } : new { name = $"{n}", serial = $"BAY{n}" }),
    });
}
