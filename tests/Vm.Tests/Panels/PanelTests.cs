using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Analog;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Panels;

/// <summary>A front panel and PoE ports on chips of a real I2C bus, seen from beside nvrd.</summary>
[Collection<SharedGuestUsers>]
public sealed class PanelTests(SharedGuest shared)
{
    private const int OutputsA = 0x14;
    private const int Directions = 0x00;
    private const int ButtonsB = 0x13;
    private const int PowerGreen = 1 << 0;
    private const int StatusGreen = 1 << 1;
    private const int StatusRed = 1 << 2;
    private const int RecGreen = 1 << 3;
    private const int RecRed = 1 << 4;
    private const int PortGreen = 1 << 5;
    private const int PortRed = 1 << 6;
    private const int LocateReleased = 0xff;
    private const int LocatePressed = 0xf7;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Lights_OnAnExpander_ProveTheRecording()
    {
        Guest guest = await shared.GuestAsync();
        await CaptureCard.PlugAsync(guest);
        ChipBus bus = await ChipBus.PlugAsync(guest);

        await StartAsync(guest, bus, ("front", $"analog:{CaptureCard.Device}"));

        await WaitForLightsAsync(bus, RecGreen | RecRed, RecGreen);
        await WaitForLightsAsync(bus, PowerGreen, PowerGreen);
        Assert.Equal(0x80, await bus.GetAsync(ChipBus.Expander, Directions));
        Assert.NotEqual("", await guest.OutputAsync($"find {GuestNvrd.Data} -name '*.mp4' -size +0"));
    }

    [Fact]
    public async Task LocateButton_OnAnExpander_LetsTheBoxFlash()
    {
        Guest guest = await shared.GuestAsync();
        ChipBus bus = await ChipBus.PlugAsync(guest);
        GuestNvrd nvrd = await StartAsync(guest, bus);
        using BoxApi api = await nvrd.OpenApiAsync();
        await WaitForLightsAsync(bus, PowerGreen, PowerGreen);

        // A pin of the real chip is high where nobody presses; this one was left low by the driver's start, which counts as held since then.
        await bus.SetAsync(ChipBus.Expander, ButtonsB, LocateReleased);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        await bus.SetAsync(ChipBus.Expander, ButtonsB, LocatePressed);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await bus.SetAsync(ChipBus.Expander, ButtonsB, LocateReleased);

        await Wait.UntilAsync(async () => (await api.GetAsync("panel")).GetProperty("locating").GetBoolean(), Patience, () => "the box is being located");
        // Amber, since this light has no blue: both of its lines together, on and off again.
        await WaitForLightsAsync(bus, StatusGreen | StatusRed, StatusGreen | StatusRed);
        await WaitForLightsAsync(bus, StatusGreen | StatusRed, 0);
    }

    [Fact]
    public async Task PoePort_OnAController_IsShownByItsLight()
    {
        Guest guest = await shared.GuestAsync();
        ChipBus bus = await ChipBus.PlugAsync(guest);
        // A class 3 device with 48 V at 120 mA behind the first channel.
        await bus.SetAsync(ChipBus.PoeController, 0x0c, 0x34);
        await bus.SetAsync(ChipBus.PoeController, 0x10, 0x11);

        await StartAsync(guest, bus);
        await WaitForLightsAsync(bus, PortGreen | PortRed, PortGreen);
        Assert.Equal(0xff, await bus.GetAsync(ChipBus.PoeController, 0x12));

        await bus.SetAsync(ChipBus.PoeController, 0x0c, 0x01);
        await bus.SetAsync(ChipBus.PoeController, 0x10, 0x00);
        await WaitForLightsAsync(bus, PortGreen | PortRed, PortRed);
    }

    [Fact]
    public async Task PoePort_OnAController_IsMeasuredAndCycledThroughTheApi()
    {
        Guest guest = await shared.GuestAsync();
        ChipBus bus = await ChipBus.PlugAsync(guest);
        await bus.SetAsync(ChipBus.PoeController, 0x0c, 0x34);
        await bus.SetAsync(ChipBus.PoeController, 0x10, 0x11);
        // 48.0 V in steps of 3.662 mV and 120 mA in steps of 61.039 uA.
        await bus.SetWordAsync(ChipBus.PoeController, 0x32, 13_108);
        await bus.SetWordAsync(ChipBus.PoeController, 0x30, 1_966);
        GuestNvrd nvrd = await StartAsync(guest, bus);
        using BoxApi api = await nvrd.OpenApiAsync();
        JsonElement port = default;
        await Wait.UntilAsync(
            async () => (await api.GetAsync("poe")).GetProperty("ports") is var ports && ports.GetArrayLength() == 1 && (port = ports[0]).GetProperty("power").GetString() == "delivering",
            Patience,
            () => $"a port that delivers; it is {port}");
        Assert.Equal((3, 48.0, 120, 5.76), (port.GetProperty("class").GetInt32(), port.GetProperty("volts").GetDouble(), port.GetProperty("milliamps").GetInt32(), port.GetProperty("watts").GetDouble()));

        await api.SendAsync(HttpMethod.Post, "poe/ports/1/cycle", null);

        Assert.Equal((0x10, 0x11), (await bus.GetAsync(ChipBus.PoeController, 0x19), await bus.GetAsync(ChipBus.PoeController, 0x18)));
    }

    private static async Task<GuestNvrd> StartAsync(Guest guest, ChipBus bus, params (string Name, string Address)[] cameras)
    {
        string board = Path.Combine(guest.ShareDirectory, "board.json");
        await File.WriteAllTextAsync(board, Board(bus.Number), TestContext.Current.CancellationToken);
        await guest.OutputAsync("cp /mnt/share/board.json /tmp/board.json");
        return await GuestNvrd.StartOnAsync(guest, "/tmp/board.json", cameras);
    }

    private static string Board(int bus) => JsonSerializer.Serialize(new
    {
        name = "Stub board",
        chips = new object[]
        {
            new { name = "panel", kind = "mcp23017", bus, address = "0x20" },
            new { name = "pse", kind = "tps23861", bus, address = "0x28" },
        },
        panel = new
        {
            leds = new
            {
                power = new { green = Line(0) },
                status = new { green = Line(1), red = Line(2) },
                rec = new { green = Line(3), red = Line(4) },
            },
            buttons = new { locate = new { on = "panel", line = 11, activeLow = true } },
        },
        poe = new { budgetWatts = 30, ports = new object[] { new { name = "1", chip = "pse", channel = 0, led = new { green = Line(5), red = Line(6) } } } },
    });

    private static object Line(int line) => new { on = "panel", line };

    private static async Task WaitForLightsAsync(ChipBus bus, int which, int lit)
    {
        int seen = 0;
        await Wait.UntilAsync(
            async () => ((seen = await bus.GetAsync(ChipBus.Expander, OutputsA)) & which) == lit, Patience, () => $"of the lights 0x{which:x2} are lit 0x{lit:x2}; all are 0x{seen:x2}");
    }
}
