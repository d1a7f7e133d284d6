using System.Globalization;
using System.Net.Security;
using System.Text.Json.Nodes;
using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// A box that was flashed with the image as it is: it starts as the box does, from U-Boot on, and is seen and spoken to from outside alone, by its page, its console and its disks. What it writes stays until it is disposed. Thread-safe.
/// Failures are <see cref="InvalidOperationException"/> and <see cref="TimeoutException"/> in words.
/// </summary>
public sealed class ImageGuest : IAsyncDisposable
{
    private const string Uplink = "there";

    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan s_monitorLimit = TimeSpan.FromSeconds(60);

    private readonly ImageOptions _options;
    private readonly GuestPlaces _places = new();
    private readonly List<string> _consoles = [];
    private Machine? _machine;
    private LineConversation? _lines;

    private ImageGuest(ImageOptions options) => _options = options;

    /// <summary>The port of 127.0.0.1 behind which the box's page is.</summary>
    public int WebPort => _places.WebPort;

    public Uri Page => new($"https://127.0.0.1:{WebPort}/");

    /// <summary>A socket of this machine behind which the box's serial console is.</summary>
    public string ConsoleSocket => _places.Console;

    /// <summary>What the box has said on its console since it was made, U-Boot's words among them.</summary>
    public string ConsoleText => string.Concat(_consoles.Append(File.Exists(_places.ConsoleLog) ? File.ReadAllText(_places.ConsoleLog) : ""));

    /// <summary>What the box has done to its GPIO lines since it was given power, in order; nothing on a PC, which has none.</summary>
    public IReadOnlyCollection<LineChange> LineChanges => _lines?.Changes ?? [];

    /// <summary>Flashes the image onto a card of its own, and gives the box power. Returns when the machine runs; it has yet to start.</summary>
    public static Task<ImageGuest> StartAsync(ImageOptions options) => MakeAsync(options, guest => guest.GivePowerAsync());

    /// <summary>Flashes the image onto a card of its own. The box has no power yet.</summary>
    public static Task<ImageGuest> FlashAsync(ImageOptions options) => MakeAsync(options, _ => Task.CompletedTask);

    private static async Task<ImageGuest> MakeAsync(ImageOptions options, Func<ImageGuest, Task> begin)
    {
        var guest = new ImageGuest(options);
        try
        {
            await ForeignProgram.OutputAsync("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", options.Image, guest._places.System, options.CardBytes.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            await begin(guest).ConfigureAwait(false);
            return guest;
        }
        catch
        {
            await guest.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Copies a part of the card into a file, while the box has no power.</summary>
    public Task ReadCardAsync(long at, long bytes, string file) => ForeignProgram.OutputAsync("qemu-img", "convert", "--image-opts", Part(at, bytes), "-O", "raw", file);

    /// <summary>Copies a file onto the card, as it is there, while the box has no power.</summary>
    public Task WriteCardAsync(long at, string file) => ForeignProgram.OutputAsync("qemu-img", "convert", "-n", "-f", "raw", "--target-image-opts", file, Part(at, new FileInfo(file).Length));

    /// <summary>The plug is pulled: what was not yet written is lost.</summary>
    public async Task TakePowerAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync().ConfigureAwait(false);
            _machine = null;
            await ForgetLinesAsync().ConfigureAwait(false);
            _consoles.Add(File.Exists(_places.ConsoleLog) ? await File.ReadAllTextAsync(_places.ConsoleLog).ConfigureAwait(false) : "");
            File.Delete(_places.ConsoleLog);
        }
    }

    /// <param name="clock">What the clock with a battery says by then, as QEMU takes it (2020-01-01T00:00:00); null for the time of day.</param>
    public async Task GivePowerAsync(string? clock = null)
    {
        _places.ClearSockets();
        _lines = _options.IsArm ? LineConversation.Listen(_places.Lines) : null;
        _machine = await Machine.StartAsync(Arguments(clock), _places.Monitor, _options.IsArm ? "qemu-system-aarch64" : "qemu-system-x86_64").ConfigureAwait(false);
        if (_lines is not null)
        {
            await using JsonConversation monitor = await MonitorAsync().ConfigureAwait(false);
            await _lines.AttachAsync(monitor, s_monitorLimit).ConfigureAwait(false);
        }
    }

    /// <summary>A finger on a button that a GPIO line reads.</summary>
    public async Task PressAsync(int line, TimeSpan time)
    {
        LineConversation lines = _lines ?? throw new InvalidOperationException("This box has no GPIO lines, or no power.");
        await lines.SetAsync(line, true).ConfigureAwait(false);
        await Task.Delay(time).ConfigureAwait(false);
        await lines.SetAsync(line, false).ConfigureAwait(false);
    }

    /// <summary>Into the box while it has power; it is out when that is taken.</summary>
    public async Task PlugAsync(GuestDrive drive)
    {
        await using JsonConversation monitor = await MonitorAsync().ConfigureAwait(false);
        var node = new JsonObject { ["driver"] = "raw", ["node-name"] = drive.Name, ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = drive.File } };
        await monitor.AskAsync("blockdev-add", node, s_monitorLimit).ConfigureAwait(false);
        await monitor.AskAsync("device_add", new JsonObject { ["driver"] = drive.Device, ["id"] = drive.Name, ["drive"] = drive.Name, ["serial"] = drive.Serial }, s_monitorLimit).ConfigureAwait(false);
    }

    /// <summary>Whether QEMU's own network hangs on the office's switch, where <see cref="ImageOptions.OfficeTap"/> does. It takes connections to every address of its own network, the box's as well, so whoever looks at the box from the tap wants it gone; this machine does not reach the page then.</summary>
    public async Task SetUplinkAsync(bool isUp)
    {
        await using JsonConversation monitor = await MonitorAsync().ConfigureAwait(false);
        await monitor.AskAsync("set_link", new JsonObject { ["name"] = Uplink, ["up"] = isUp }, s_monitorLimit).ConfigureAwait(false);
    }

    /// <summary>Returns when the page answers.</summary>
    /// <param name="limit">Null: as long as a start may take here.</param>
    public async Task WaitForPageAsync(TimeSpan? limit = null)
    {
        using var http = new HttpClient(Handler()) { BaseAddress = Page, Timeout = TimeSpan.FromSeconds(10) };
        await Wait.UntilAsync(() => AnswersAsync(http), limit ?? s_startLimit, () => $"the page of the box answers. Its console:\n{End(ConsoleText)}").ConfigureAwait(false);
    }

    /// <summary>Returns when the console has said so, after the given number of its letters.</summary>
    public async Task WaitForConsoleAsync(string text, int after = 0, TimeSpan? limit = null) => await Wait.UntilAsync(
        () => ConsoleText.AsSpan(Math.Min(after, ConsoleText.Length)).Contains(text, StringComparison.Ordinal),
        limit ?? s_startLimit,
        () => $"the console says \"{text}\". It says:\n{End(ConsoleText)}").ConfigureAwait(false);

    /// <summary>The code that a new box says on its console, the newest one, once it has said one.</summary>
    public async Task<string?> ReadSetupCodeAsync(CancellationToken cancellation)
    {
        const string Before = "Setup code: ";
        await WaitForConsoleAsync(Before).ConfigureAwait(false);
        string text = ConsoleText;
        string line = text[(text.LastIndexOf(Before, StringComparison.Ordinal) + Before.Length)..].Split('\n')[0];
        return string.Concat(line.Where(char.IsLetterOrDigit));
    }

    /// <summary>As its administrator; a new box is set up with the code that it says on its console.</summary>
    public Task<BoxApi> OpenApiAsync() => BoxApi.OpenAsync(Page, ReadSetupCodeAsync, Handler());

    /// <summary>The same person, with patience for what takes minutes. The caller disposes it.</summary>
    public static HttpClient OpenPatiently(BoxApi api)
    {
        var http = new HttpClient(Handler()) { BaseAddress = api.Http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = api.Http.DefaultRequestHeaders.Authorization;
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync().ConfigureAwait(false);
        }
        await ForgetLinesAsync().ConfigureAwait(false);
        _places.Dispose();
    }

    private async Task ForgetLinesAsync()
    {
        if (_lines is not null)
        {
            await _lines.DisposeAsync().ConfigureAwait(false);
            _lines = null;
        }
    }

    private async Task<JsonConversation> MonitorAsync()
    {
        JsonConversation monitor = await JsonConversation.ConnectAsync(_places.Monitor).ConfigureAwait(false);
        await monitor.AskAsync("qmp_capabilities", null, s_monitorLimit).ConfigureAwait(false);
        return monitor;
    }

    // Its own certificate, made in the box a moment ago; nobody is in between.
    private static SocketsHttpHandler Handler() => new()
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == shown?.Issuer },
    };

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync("api/v1/setup").ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string End(string text) => text[Math.Max(0, text.Length - 6000)..];

    private string Part(long at, long bytes) => string.Create(CultureInfo.InvariantCulture, $"driver=raw,offset={at},size={bytes},file.driver=qcow2,file.file.filename={_places.System}");

    /// <summary>The office's network is QEMU's own, with this machine in it; a tap is plugged into the same switch.</summary>
    private IEnumerable<string> Office() => _options.OfficeTap is { } tap
        ?
        [
            "-netdev", Tap("tap", tap), "-netdev", $"hubport,id={Uplink},hubid=0,netdev=net", "-netdev", "hubport,id=here,hubid=0,netdev=tap", "-netdev", "hubport,id=box,hubid=0",
            "-device", "virtio-net-pci,netdev=box,romfile=",
        ]
        : ["-device", "virtio-net-pci,netdev=net,romfile="];

    // The slot by which the image knows this card (image-build/boards/qemu-amd64.files).
    private IEnumerable<string> Cameras() => _options.CameraTap is { } tap ? ["-netdev", Tap("cameras", tap), "-device", "virtio-net-pci,netdev=cameras,addr=0x11,romfile="] : [];

    private static string Tap(string id, string name) => $"tap,id={id},ifname={name},script=no,downscript=no";

    private IEnumerable<string> Arguments(string? clock) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-accel", "tcg,thread=multi", "-smp", "2",
        "-m", _options.MemoryMb.ToString(CultureInfo.InvariantCulture), "-bios", _options.UBoot,
        // With ACPI and U-Boot, QEMU leaves the GPIO controller out.
        .. _options.IsArm ? ["-M", "virt,acpi=off", "-cpu", "cortex-a72"] : new[] { "-M", "pc", "-cpu", "max" },
        "-blockdev", $"driver=qcow2,node-name=system,file.driver=file,file.filename={_places.System}",
        "-device", "virtio-blk-pci,drive=system,serial=SYSTEM",
        "-netdev", $"user,id=net,hostfwd=tcp:127.0.0.1:{_places.WebPort}-:443", .. Office(), .. Cameras(),
        .. clock is null ? Array.Empty<string>() : ["-rtc", $"base={clock}"],
        "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb",
        "-device", "i6300esb", "-action", "watchdog=reset",
        "-chardev", $"socket,id=console,path={_places.Console},server=on,wait=off,logfile={_places.ConsoleLog}", "-serial", "chardev:console",
        "-qmp", $"unix:{_places.Monitor},server=on,wait=off",
        .. _options.IsArm ? ["-qtest", $"unix:{_places.Lines}", "-qtest-log", "none"] : Array.Empty<string>(),
        .. _options.Drives.SelectMany(d => new[]
        {
            "-blockdev", $"driver=raw,node-name={d.Name},file.driver=file,file.filename={d.File}",
            "-device", $"{d.Device},id={d.Name},drive={d.Name},serial={d.Serial}",
        }),
    ];
}
