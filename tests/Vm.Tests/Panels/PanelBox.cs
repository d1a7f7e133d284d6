using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SimCamera;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;

namespace Vm.Tests.Panels;

/// <summary>
/// A box with a whole front panel, two bays, two PoE ports and a fan, all on chips of the kernel's I2C, run by its own service as the product installs it. Everything is read and set from beside nvrd.
/// Disposing ends the guest.
/// </summary>
internal sealed class PanelBox : IAsyncDisposable
{
    public const int Bays = 0x21;
    public const int Dimmer = 0x40;
    public const int Display = 0x3c;
    public const int Sensor = 0x48;
    public const int Lights = 0x14;

    private const double WatchSeconds = 4;
    private const int ButtonsB = 0x13;
    private const int Released = 0xff;
    private const int PowerKey = 1;
    private const int ResetKey = 2;
    private const string End = "/root/nvrd-end";

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-panel-");
    private ChipBus bus = null!;
    private SimCameraServer cameras = null!;

    private PanelBox() => Disks = [Blank("bay1"), Blank("bay2")];

    public Guest Guest { get; private set; } = null!;

    public BoxApi Api { get; private set; } = null!;

    public ChipBus Bus => bus;

    public IReadOnlyList<GuestDrive> Disks { get; }

    public Uri CameraUrl => new($"rtsp://10.0.2.2:{cameras.Port}/{cameras.Cameras[0].Name}");

    /// <summary>Installed, and not yet started.</summary>
    public static async Task<PanelBox> StartAsync()
    {
        var box = new PanelBox();
        try
        {
            box.cameras = await SimCameraServer.StartAsync(SimCameraOptions.Of(1, new CameraOptions { Width = 320, Height = 184, Fps = 10, Gop = 10, Kbit = 300 }));
            box.Guest = await InstalledGuest.StartAsync(box.Disks);
            box.bus = await ChipBus.PlugAsync(box.Guest, Bays, Dimmer, Display, Sensor);
            await Product.SetBoardAsync(box.Guest, Board(box.bus.Number));
            await box.Guest.OutputAsync("mkdir -p /etc/systemd/system/nvrd.service.d; printf '[Service]\\nExecStopPost=-+/bin/sh -c \"echo $$SERVICE_RESULT $$EXIT_STATUS > " + End + "; sync\"\\n' > /etc/systemd/system/nvrd.service.d/end.conf");
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>A disk with nothing on it, for the bay of its name.</summary>
    public GuestDrive Blank(string bay) => GuestDrive.Create(bay, Path.Combine(scratch.FullName, $"{bay}-{Guid.NewGuid():N}"), 192L << 20);

    /// <summary>With a camera that is not there.</summary>
    public async Task<GuestNvrd> StartNvrdAsync()
    {
        GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(Guest, Product.BoardFile, ("nowhere", "rtsp://10.0.2.2:1/none"));
        // Left low by the driver's start, which counts as held since then; a pin of the real chip is high where nobody presses.
        await bus.SetAsync(ChipBus.Expander, ButtonsB, Released);
        return nvrd;
    }

    public async Task OpenApiAsync(GuestNvrd nvrd) => Api = await nvrd.OpenApiAsync();

    /// <summary>What lamps on one register of a chip look like over some seconds.</summary>
    public async Task<string?[]> LookAsync(int chip, int register, params Lamp[] lamps)
    {
        string seen = await Guest.OutputAsync($"{Watch(chip, register, WatchSeconds)}; true");
        int[] outputs = OutputsIn(seen);
        return [.. lamps.Select(l => l.Seen(outputs, WatchSeconds))];
    }

    public Task WaitForLampAsync(string what, Lamp lamp, string look, int chip = ChipBus.Expander, int register = Lights)
    {
        string? seen = null;
        return Wait.UntilAsync(async () => (seen = (await LookAsync(chip, register, lamp))[0]) == look, Patience, () => $"{what} is {look}; it is {seen ?? "something else"}");
    }

    public Task PressPowerAsync() => Guest.RunAsync($"i2cset -y {bus.Number} {ChipBus.Expander} {ButtonsB} {Released & ~(1 << PowerKey)}; sleep 0.4; i2cset -y {bus.Number} {ChipBus.Expander} {ButtonsB} {Released}");

    /// <summary>Holds the reset button for longer than any stage, which does nothing; returns what a lamp looks like in the two stages on the way.</summary>
    public async Task<(string? Password, string? Factory)> HoldResetAsync(Lamp lamp)
    {
        const int Seconds = 3;
        string watch = Watch(ChipBus.Expander, Lights, Seconds);
        string set = $"i2cset -y {bus.Number} {ChipBus.Expander} {ButtonsB}";
        // In one breath and by the guest's own clock, since the stages are at 5 to 10 and at 15 to 20 seconds, and a busy guest takes longer to look than it was told to.
        const string At = """at() { awk -v begun="$begun" -v second="$1" '{ left = begun + second - $1; if (left > 0) system("sleep " left) }' /proc/uptime; }""";
        string[] seen = (await Guest.OutputAsync(
            $"{At}; {set} {Released & ~(1 << ResetKey)}; begun=$(cut -d ' ' -f 1 /proc/uptime); at 5.8; {watch}; echo then; at 15.8; {watch}; at 24; {set} {Released}")).Split("then");
        return (lamp.Seen(OutputsIn(seen[0]), Seconds), lamp.Seen(OutputsIn(seen[1]), Seconds));
    }

    /// <summary>As the sensor tells it: two registers that are read at once, the upper byte first.</summary>
    public Task WarmAsync(int celsius) => bus.SetWordAsync(Sensor, 0, celsius);

    /// <summary>How long of each period a channel of the dimmer is high, 0 to 1.</summary>
    public async Task<double> DimmedAsync(int channel)
    {
        int first = 0x06 + (4 * channel);
        int[] read = [await bus.GetAsync(Dimmer, first + 1), await bus.GetAsync(Dimmer, first + 2), await bus.GetAsync(Dimmer, first + 3)];
        return (read[0] & 0x10) != 0 ? 1 : (read[2] & 0x10) != 0 ? 0 : (read[1] | (read[2] << 8)) / 4096.0;
    }

    /// <summary>How the service ended, as systemd saw it: its result and its exit status.</summary>
    public async Task<string> EndAsync() => (await Guest.OutputAsync($"cat {End}")).Trim();

    /// <summary>So slow that building and rebuilding can be looked at for some seconds, or as fast as it goes.</summary>
    public Task SetPaceAsync(bool slow) => Guest.OutputAsync($"echo {(slow ? 3000 : 200_000)} > /proc/sys/dev/raid/speed_limit_max");

    public async Task MakeMirrorAsync()
    {
        await Api.SendAsync(HttpMethod.Post, "disks/volumes", new JsonObject { ["name"] = "footage", ["level"] = "raid1", ["disks"] = new JsonArray("BAY1", "BAY2"), ["fileSystem"] = "ext4" });
    }

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

    private static int[] OutputsIn(string seen) =>
        [.. seen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length == 4 && l.StartsWith("0x", StringComparison.Ordinal)).Select(l => int.Parse(l[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private string Watch(int chip, int register, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"timeout {seconds} bash -c 'while :; do i2cget -y {bus.Number} {chip} {register}; done'");

    private static string Board(int bus) => JsonSerializer.Serialize(new
    {
        name = "Panel box",
        chips = new object[]
        {
            new { name = "panel", kind = "mcp23017", bus, address = "0x20" },
            new { name = "bays", kind = "mcp23017", bus, address = "0x21" },
            new { name = "fans", kind = "pca9685", bus, address = "0x40" },
            new { name = "oled", kind = "ssd1306", bus, address = "0x3c" },
            new { name = "pse", kind = "tps23861", bus, address = "0x28" },
            new { name = "air", kind = "lm75", bus, address = "0x48" },
        },
        panel = new
        {
            leds = new
            {
                power = new { green = Line("panel", 0) },
                status = new { green = Line("panel", 1), red = Line("panel", 2) },
                rec = new { green = Line("panel", 3), red = Line("panel", 4) },
                net = new { green = Line("panel", 5), red = Line("panel", 6), blue = Line("panel", 7) },
            },
            buttons = new { power = Key(8 + PowerKey), reset = Key(8 + ResetKey) },
            display = new { chip = "oled" },
        },
        fan = new { drive = Line("fans", 15), sensor = "air" },
        poe = new
        {
            budgetWatts = 60,
            ports = new object[]
            {
                new { name = "1", chip = "pse", channel = 0, led = new { green = Line("bays", 4), red = Line("bays", 5) } },
                new { name = "2", chip = "pse", channel = 1, led = new { green = Line("fans", 0) } },
            },
        },
        bays = new object[]
        {
            new { name = "1", serial = "BAY1", led = new { green = Line("bays", 0), red = Line("bays", 1) } },
            new { name = "2", serial = "BAY2", led = new { green = Line("bays", 2), red = Line("bays", 3) } },
        },
    });

    private static object Line(string on, int line) => new { on, line };

    private static object Key(int line) => new { on = "panel", line, activeLow = true };
}
