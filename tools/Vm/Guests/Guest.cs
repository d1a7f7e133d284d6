using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// A Debian 13 in a virtual machine with a real kernel, for one scenario or several: programs run in it as root, files go in and out, drives
/// are plugged and pulled. What it writes to its system is forgotten when it is disposed, which is as sudden as a power cut. Thread-safe.
/// Failures are <see cref="InvalidOperationException"/> and <see cref="TimeoutException"/> in words.
/// </summary>
public sealed class Guest : IAsyncDisposable
{
    private const string GuestShare = "/mnt/share";
    private const string KernelBootId = "/proc/sys/kernel/random/boot_id";
    private const int MostBoots = 3;

    private static readonly TimeSpan s_bootLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_runLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_monitorLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_program = ["nvrd", "libe_sqlite3.so"];
    private static int s_copies;

    private readonly GuestOptions _options;
    private readonly GuestPlaces _places;
    private PoweredGuest _powered;
    private KeptMoment? _moment;

    private Guest(GuestOptions options, GuestPlaces places, PoweredGuest powered)
    {
        _options = options;
        _places = places;
        _powered = powered;
    }

    /// <summary>A folder of this machine that the guest sees as /mnt/share.</summary>
    public string ShareDirectory => _places.Share;

    /// <summary>The port of 127.0.0.1 behind which the guest's port 8443 is.</summary>
    public int WebPort => _places.WebPort;

    public string ConsoleSocket => _places.Console;

    /// <summary>What the guest has written to its system's disk since its start, or since the kept moment, as QEMU keeps it: whole blocks as they were written, and where they belong.</summary>
    public string SystemWrites => _places.System;

    /// <summary>What the kernel and systemd have said on the console, for the message of a failure.</summary>
    public string ConsoleText => File.Exists(_places.ConsoleLog) ? File.ReadAllText(_places.ConsoleLog) : "";

    /// <summary>Returns when programs can be run in it.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="from">Where it begins, its drives plugged in afterwards; without it, it boots.</param>
    public static async Task<Guest> StartAsync(GuestOptions options, KeptGuest? from = null)
    {
        var places = new GuestPlaces();
        Guest? guest = null;
        try
        {
            Task made = from is null ? OverlayAsync(places.System, Path.Combine(options.RootDirectory, "root.img"), "raw") : OverlayAsync(places.System, from.Moment.System, "qcow2");
            await made.ConfigureAwait(false);
            PoweredGuest powered = await PoweredGuest.StartAsync(options, places, from?.Moment).ConfigureAwait(false);
            guest = new Guest(options, places, powered) { _moment = from?.Moment };
            await (from is null ? guest.BootAsync() : guest.WakeAsync(options.Drives)).ConfigureAwait(false);
            return guest;
        }
        catch
        {
            if (guest is not null)
            {
                await guest.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                places.Dispose();
            }
            throw;
        }
    }

    /// <summary>
    /// A power cut: what the guest had not yet written is lost; it boots from what is on its disks. Drives that were plugged in while it ran are
    /// out afterwards, those of <see cref="GuestOptions.Drives"/> are in. Not beside other calls.
    /// </summary>
    public async Task CutPowerAsync()
    {
        await _powered.DisposeAsync().ConfigureAwait(false);
        _powered = await PoweredGuest.StartAsync(_options, _places).ConfigureAwait(false);
        await BootAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Keeps this moment for <see cref="ReturnAsync"/>, and goes on from it. No drive may be in, since what the guest knows of one would be kept too; that it has none from the start is
    /// the caller's business. Not beside other calls.
    /// </summary>
    public async Task KeepAsync()
    {
        _moment = await EndAtMomentAsync().ConfigureAwait(false);
        await LoadAsync(_moment).ConfigureAwait(false);
    }

    /// <summary>
    /// A power cut for the drives that are in, and a start within two seconds instead of a minute: the guest is as it was at the moment that it kept last, or else began at, its system's disk with it, and
    /// all drives are out. It has the time of day and a boot's name of its own, as after any start. Not beside other calls.
    /// </summary>
    public async Task ReturnAsync()
    {
        KeptMoment moment = _moment ?? throw new InvalidOperationException("This guest has kept no moment.");
        await _powered.DisposeAsync().ConfigureAwait(false);
        File.Delete(_places.System);
        await LoadAsync(moment).ConfigureAwait(false);
    }

    /// <summary>Returns when the guest has switched itself off: its system has ended, as opposed to its power. <see cref="CutPowerAsync"/> switches it on again.</summary>
    public Task WaitForPowerOffAsync(TimeSpan limit) => Wait.UntilAsync(
        () => _powered.Monitor.Events.Any(e => e.GetProperty("event").GetString() == "SHUTDOWN" && e.GetProperty("data").GetProperty("reason").GetString() == "guest-shutdown"),
        limit,
        () => $"the guest has switched itself off; its console:\n{ConsoleText}");

    /// <summary>Runs a line of shell as root.</summary>
    public async Task<ProgramResult> RunAsync(string command)
    {
        try
        {
            return await _powered.Agent.RunAsync(command, s_runLimit).ConfigureAwait(false);
        }
        catch (InvalidOperationException gone)
        {
            string console = ConsoleText;
            throw new InvalidOperationException($"{gone.Message} QEMU's last words:\n{_powered.LastWords}\nThe end of its console:\n{console[Math.Max(0, console.Length - 3000)..]}", gone);
        }
    }

    /// <summary>What a line of shell says that must succeed.</summary>
    public async Task<string> OutputAsync(string command)
    {
        ProgramResult result = await RunAsync(command).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{command}: {result}");
    }

    /// <summary>A command of QEMU's monitor; docs: QEMU's QMP reference.</summary>
    public Task<JsonElement> QmpAsync(string command, JsonObject? arguments = null) => _powered.Monitor.AskAsync(command, arguments, s_monitorLimit);

    /// <summary>A file or folder of this machine into the guest, whose folder is made where it is missing.</summary>
    public async Task CopyInAsync(string here, string there)
    {
        string name = NextCopy();
        await ForeignProgram.OutputAsync("cp", "-a", here, Path.Combine(ShareDirectory, name)).ConfigureAwait(false);
        await OutputAsync($"mkdir -p \"$(dirname '{there}')\" && rm -rf '{there}' && cp -r '{GuestShare}/{name}' '{there}'").ConfigureAwait(false);
        await ForeignProgram.OutputAsync("rm", "-rf", Path.Combine(ShareDirectory, name)).ConfigureAwait(false);
    }

    /// <summary>A file or folder of the guest onto this machine.</summary>
    public async Task CopyOutAsync(string there, string here)
    {
        string name = NextCopy();
        await OutputAsync($"cp -r '{there}' '{GuestShare}/{name}'").ConfigureAwait(false);
        await ForeignProgram.OutputAsync("mv", Path.Combine(ShareDirectory, name), here).ConfigureAwait(false);
    }

    /// <summary>Puts the published program, without what only a debugger reads, into /opt/nvr.</summary>
    public async Task CopyNvrdAsync()
    {
        foreach (string file in s_program)
        {
            await CopyInAsync(Path.Combine(_options.NvrdDirectory, file), $"/opt/nvr/{file}").ConfigureAwait(false);
        }
    }

    public async Task PlugAsync(GuestDrive drive)
    {
        await QmpAsync("blockdev-add", await NodeAsync(drive).ConfigureAwait(false)).ConfigureAwait(false);
        var device = new JsonObject
        {
            ["driver"] = drive.Device,
            ["id"] = drive.Name,
            ["drive"] = drive.Name,
            ["serial"] = drive.Serial,
        };
        if (drive.Slot is { } slot)
        {
            device["addr"] = string.Create(CultureInfo.InvariantCulture, $"0x{slot:x}");
        }
        await QmpAsync("device_add", device).ConfigureAwait(false);
    }

    /// <summary>Without asking whoever uses it; returns when the guest has let go of the device.</summary>
    public async Task PullAsync(GuestDrive drive)
    {
        int before = CountDeleted(drive.Name);
        await QmpAsync("device_del", new JsonObject { ["id"] = drive.Name }).ConfigureAwait(false);
        await Wait.UntilAsync(() => CountDeleted(drive.Name) > before, s_monitorLimit, () => $"{drive.Name} is out of the guest").ConfigureAwait(false);
        await QmpAsync("blockdev-del", new JsonObject { ["node-name"] = drive.Name }).ConfigureAwait(false);
        if (drive.IsSlow)
        {
            await QmpAsync("object-del", new JsonObject { ["id"] = Brake(drive) }).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _powered.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
    }

    /// <summary>Keeps this moment and takes its power. No drive may be in.</summary>
    internal async Task<KeptMoment> EndAtMomentAsync()
    {
        // QEMU keeps no memory in which a shared folder is mounted.
        await OutputAsync($"umount {GuestShare} && sync").ConfigureAwait(false);
        await _powered.SaveAsync(_places.KeptMemory).ConfigureAwait(false);
        await _powered.DisposeAsync().ConfigureAwait(false);
        File.Move(_places.System, _places.KeptSystem);
        return new KeptMoment(_places.KeptSystem, _places.KeptMemory);
    }

    // QEMU's emulation of two processors at once sometimes runs an instruction that the other one is just changing, which kernels do while they start ("Oops: int3"): the machine is then started anew.
    private async Task BootAsync()
    {
        for (int boot = 1; !await TryBootAsync().ConfigureAwait(false); boot++)
        {
            if (boot == MostBoots)
            {
                throw new InvalidOperationException($"The guest's kernel did not start {MostBoots} times. Its console:\n{ConsoleText}");
            }
            await _powered.DisposeAsync().ConfigureAwait(false);
            _powered = await PoweredGuest.StartAsync(_options, _places).ConfigureAwait(false);
        }
    }

    /// <summary>False when its kernel fell over before the first program ran.</summary>
    private async Task<bool> TryBootAsync()
    {
        try
        {
            Task answers = _powered.Agent.WaitAsync(s_bootLimit);
            while (!answers.IsCompleted)
            {
                if (ConsoleText is var said && said.Contains("end Kernel panic", StringComparison.Ordinal) && said.Contains("Oops: int3", StringComparison.Ordinal))
                {
                    _ = answers.ContinueWith(static late => late.Exception, TaskScheduler.Default);
                    return false;
                }
                await Task.WhenAny(answers, Task.Delay(s_look)).ConfigureAwait(false);
            }
            await answers.ConfigureAwait(false);
            await OutputAsync($"until mountpoint -q {GuestShare}; do sleep 0.2; done").ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Its console:\n{ConsoleText}");
        }
    }

    private async Task LoadAsync(KeptMoment moment)
    {
        await OverlayAsync(_places.System, moment.System, "qcow2").ConfigureAwait(false);
        _powered = await PoweredGuest.StartAsync(_options, _places, moment).ConfigureAwait(false);
        await WakeAsync([]).ConfigureAwait(false);
    }

    private async Task WakeAsync(IReadOnlyList<GuestDrive> drives)
    {
        await _powered.Agent.WaitAsync(s_bootLimit).ConfigureAwait(false);
        string now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        // What the guest itself would draw at random was kept with its memory, and is the same each time.
        await OutputAsync(
            $"date -s @{now} && echo {Guid.NewGuid():D} > /run/boot-id && mount --bind /run/boot-id {KernelBootId} && mount {GuestShare}").ConfigureAwait(false);
        foreach (GuestDrive drive in drives)
        {
            await PlugAsync(drive).ConfigureAwait(false);
        }
    }

    private static async Task OverlayAsync(string overlay, string below, string format) =>
        await ForeignProgram.OutputAsync("qemu-img", "create", "-q", "-f", "qcow2", "-F", format, "-b", below, overlay).ConfigureAwait(false);

    private static string Brake(GuestDrive drive) => $"{drive.Name}-brake";

    private async Task<JsonObject> NodeAsync(GuestDrive drive)
    {
        var file = new JsonObject
        {
            ["driver"] = "raw",
            ["read-only"] = drive.IsReadOnly,
            ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = drive.File },
        };
        if (drive.IsSlow)
        {
            var limits = new JsonObject { ["bps-write"] = drive.WritesPerSecond ?? 0, ["bps-read"] = drive.ReadsPerSecond ?? 0 };
            await QmpAsync("object-add", new JsonObject { ["qom-type"] = "throttle-group", ["id"] = Brake(drive), ["limits"] = limits }).ConfigureAwait(false);
            file = new JsonObject { ["driver"] = "throttle", ["throttle-group"] = Brake(drive), ["file"] = file };
        }
        if (drive.BadSector is { } sector)
        {
            file["file"] = new JsonObject
            {
                ["driver"] = "blkdebug",
                ["image"] = file["file"]!.DeepClone(),
                ["inject-error"] = new JsonArray(ReadError(sector), ReadError(sector)),
            };
        }
        file["node-name"] = drive.Name;
        return file;
    }

    private static JsonObject ReadError(long sector) => new() { ["event"] = "read_aio", ["iotype"] = "read", ["errno"] = 5, ["sector"] = sector, ["once"] = true };

    private int CountDeleted(string device) => _powered.Monitor.Events.Count(e =>
        e.GetProperty("event").GetString() == "DEVICE_DELETED"
        && e.GetProperty("data").TryGetProperty("device", out JsonElement id) && id.GetString() == device);

    private static string NextCopy() => $"copy-{Interlocked.Increment(ref s_copies)}";
}
