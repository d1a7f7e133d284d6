using System.Globalization;
using System.Text.Json;
using SimCamera;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Vm.Tests.Panels;

namespace Vm.Tests.Exports;

/// <summary>
/// A recorder with a USB socket and a front panel on the kernel's lines, run by its own service as the product installs it; it records cameras of this machine. Disposing ends the guest.
/// </summary>
internal sealed class ExportBox : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>As a slow stick does, so that an export to it takes some seconds.</summary>
    public const long StickWritesPerSecond = 1_000_000;

    private const int OutputsA = 0x14;
    private const int ButtonsB = 0x13;
    private const int Released = 0xff;
    private const int Pressed = 0xfe;
    private const long StickBytes = 512L << 20;

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-exports-");
    private readonly HashSet<string> verified = [];
    private SimCameraServer cameras = null!;
    private ChipBus bus = null!;

    private ExportBox()
    {
    }

    public Guest Guest { get; private set; } = null!;

    public BoxApi Api { get; private set; } = null!;

    public IReadOnlyList<string> CameraNames => [.. cameras.Cameras.Select(c => c.Name)];

    public static async Task<ExportBox> StartAsync()
    {
        var box = new ExportBox();
        try
        {
            box.cameras = await SimCameraServer.StartAsync(SimCameraOptions.Of(2, new CameraOptions { Width = 320, Height = 184, Fps = 10, Gop = 10, Kbit = 1000 }));
            box.Guest = await InstalledGuest.StartAsync();
            box.bus = await ChipBus.PlugAsync(box.Guest);
            await Product.SetBoardAsync(box.Guest, Board(box.bus.Number));
            GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(
                box.Guest, Product.BoardFile, [.. box.cameras.Cameras.Select(c => (c.Name, $"rtsp://10.0.2.2:{box.cameras.Port}/{c.Name}"))]);
            box.Api = await nvrd.OpenApiAsync();
            // Left low by the driver's start; a pin of the real chip is high where nobody presses.
            await box.bus.SetAsync(ChipBus.Expander, ButtonsB, Released);
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>A slow exFAT stick.</summary>
    public async Task<GuestDrive> MakeStickAsync(string name, string label)
    {
        GuestDrive drive = GuestDrive.Create(name, Path.Combine(scratch.FullName, name), StickBytes) with { Device = "usb-storage", WritesPerSecond = StickWritesPerSecond };
        await ForeignProgram.OutputAsync("mkfs.exfat", "-L", label, drive.File);
        return drive;
    }

    /// <summary>The same formatted as FAT32, which keeps its table of files in one place, and knows no journal.</summary>
    public async Task<GuestDrive> MakeFatStickAsync(string name, string label)
    {
        GuestDrive drive = GuestDrive.Create(name, Path.Combine(scratch.FullName, name), StickBytes) with { Device = "usb-storage", WritesPerSecond = StickWritesPerSecond };
        await ForeignProgram.OutputAsync("mkfs.vfat", "-F", "32", "-n", label, drive.File);
        return drive;
    }

    /// <summary>A finger on the export button, as the lines of the expander show it.</summary>
    public async Task PressAsync()
    {
        await Guest.OutputAsync($"set -e; i2cset -y {bus.Number} {ChipBus.Expander} {ButtonsB} {Pressed}; sleep 0.4; i2cset -y {bus.Number} {ChipBus.Expander} {ButtonsB} {Released}");
    }

    /// <summary>Waits until the NET light looks so, as the outputs of the expander have it over some seconds.</summary>
    public async Task WaitForLightAsync(NetLight light)
    {
        NetLight? seen = null;
        await Wait.UntilAsync(async () => (seen = await LightAsync()) == light, Patience, () => $"the NET light is {light}; it is {seen}");
    }

    public Task<JsonElement> SticksAsync() => Api.GetAsync("sticks");

    /// <summary>The export as the API tells it, once it is in one of these states.</summary>
    public async Task<JsonElement> WaitForStateAsync(params string[] states)
    {
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await SticksAsync()).GetProperty("export") is { ValueKind: JsonValueKind.Object } export && states.Contains(export.GetProperty("state").GetString()),
            Patience,
            () => $"the export is {string.Join(" or ", states)}: {all}\n{Guest.RunAsync("journalctl -q -o cat -u nvrd -n 30").GetAwaiter().GetResult().Output}");
        return all.GetProperty("export");
    }

    /// <summary>Plugs it in; returns its id once the recorder would write to it.</summary>
    /// <param name="others">How many are in already.</param>
    public async Task<string> PlugAsync(GuestDrive stick, int others = 0)
    {
        HashSet<string> before = [.. (await SticksAsync()).GetProperty("sticks").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
        await Guest.PlugAsync(stick);
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await SticksAsync()).GetProperty("sticks") is var sticks && sticks.GetArrayLength() == others + 1 && sticks.EnumerateArray().All(s => s.GetProperty("isUsable").GetBoolean())
                && sticks.EnumerateArray().Count(IsNew) == 1,
            Patience,
            () => $"the USB key can be used: {all}");
        return all.GetProperty("sticks").EnumerateArray().Single(IsNew).GetProperty("id").GetString()!;

        // The one that was in before a pull may still be told of for a moment.
        bool IsNew(JsonElement stick) => !before.Contains(stick.GetProperty("id").GetString()!);
    }

    /// <summary>What <c>nvrd verify</c> says of each export on a stick that is plugged in and was not asked about before, by the folder's name; it is unmounted again.</summary>
    public async Task<IReadOnlyDictionary<string, ProgramResult>> VerifyAsync(string stick)
    {
        string at = (await Product.AsRecorderAsync(Guest, $"/opt/nvr/nvrd board sticks --board {Product.BoardFile} --mount {stick}")).Output.Trim();
        var said = new Dictionary<string, ProgramResult>();
        foreach (string folder in (await Guest.OutputAsync($"cd '{at}' && ls")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(verified.Add))
        {
            said[folder] = await Product.AsRecorderAsync(Guest, $"/opt/nvr/nvrd verify '{at}/{folder}'");
        }
        await Guest.OutputAsync($"umount '{at}'");
        return said;
    }

    public Task<string> MountsAsync() => Guest.OutputAsync("grep ' /media/' /proc/self/mountinfo; ls -A /media/nvr 2> /dev/null || true");

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Guest is not null)
        {
            await Guest.DisposeAsync();
        }
        if (cameras is not null)
        {
            await cameras.DisposeAsync();
        }
        scratch.Delete(recursive: true);
    }

    private async Task<NetLight?> LightAsync()
    {
        string seen = await Guest.OutputAsync($"timeout 4 bash -c 'while :; do i2cget -y {bus.Number} {ChipBus.Expander} {OutputsA}; done'; true");
        int[] outputs = [.. seen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length == 4).Select(l => int.Parse(l[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return NetLights.Of(outputs, 4);
    }

    private static string Board(int bus) => JsonSerializer.Serialize(new
    {
        name = "Export box",
        chips = new object[] { new { name = "panel", kind = "mcp23017", bus, address = "0x20" } },
        panel = new
        {
            leds = new { power = new { green = Line(0) }, net = new { green = Line(NetLights.Green), red = Line(NetLights.Red), blue = Line(NetLights.Blue) } },
            buttons = new { export = new { on = "panel", line = 8, activeLow = true } },
        },
    });

    private static object Line(int line) => new { on = "panel", line };
}
