using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Panels;

/// <summary>
/// A box's front panel, each light in its patterns on the registers of its chip, display and fan, in two guests, since each boot costs a minute. Everything is seen from beside nvrd.
/// </summary>
public sealed class FrontPanelStoryTests
{
    private static readonly Lamp s_power = new(0);
    private static readonly Lamp s_status = new(1, 2);
    private static readonly Lamp s_rec = new(3, 4);
    private static readonly Lamp s_net = new(5, 6, 7);
    private static readonly Lamp s_bay1 = new(0, 1);
    private static readonly Lamp s_bay2 = new(2, 3);
    private static readonly Lamp s_port1 = new(4, 5);

    /// <summary>Of the dimmer's register that says "on without a break".</summary>
    private static readonly Lamp s_port2 = new(4);

    private const int Port2 = 0x07;

    [Fact]
    public async Task Lights_InTheirPatterns()
    {
        await using PanelBox box = await PanelBox.StartAsync();
        await box.WarmAsync(30);
        await DeliversAsync(box, channel: 0, true);
        await DeliversAsync(box, channel: 1, true);

        GuestNvrd nvrd = await box.StartNvrdAsync();
        string?[] starting = [];
        await Wait.UntilAsync(
            async () => (starting = await box.LookAsync(ChipBus.Expander, PanelBox.Lights, s_power, s_status, s_rec)).SequenceEqual(["green blink", "green blink", "red blink"]),
            PanelBox.Patience,
            () => $"POWER and STATUS blink green and REC red while the box starts; they are {string.Join(", ", starting.Select(s => s ?? "something else"))}");
        await box.OpenApiAsync(nvrd);

        await ProvesRecordingAsync(box);
        await ShowsDisksAsync(box);
        await ShowsPortsAsync(box);
        await ShowsHealthAsync(box);
        await ShowsTheNetworkAsync(box);
    }

    [Fact]
    public async Task FanButtonsAndDisplay_OnTheirChips()
    {
        await using PanelBox box = await PanelBox.StartAsync();
        await box.WarmAsync(30);
        await TraceDisplayAsync(box);
        await box.OpenApiAsync(await box.StartNvrdAsync());

        await KeepsCoolAsync(box);
        await ShowsWhatAPersonAsksForAsync(box);
        await DisplayIsToldWhatThePageShowsAsync(box);
    }

    // What lies in memory alone, while there is no volume in the bays, proves nothing.
    private static async Task ProvesRecordingAsync(PanelBox box)
    {
        await box.WaitForLampAsync("REC of a box that records nothing", s_rec, "red solid");
        await box.WaitForLampAsync("POWER", s_power, "green solid");
        await box.WaitForLampAsync("STATUS of a box with a lost camera", s_status, "red solid");
        await box.WaitForLampAsync("A bay with a disk of nobody's", s_bay1, "green doubleFlash", PanelBox.Bays);
        await box.WaitForLampAsync("The other bay", s_bay2, "green doubleFlash", PanelBox.Bays);
        await box.SetPaceAsync(slow: true);
        await box.MakeMirrorAsync();
        await box.WaitForLampAsync("A bay whose array is being built", s_bay1, "amber blink", PanelBox.Bays);
        await box.SetPaceAsync(slow: false);
        await box.WaitForLampAsync("A bay that is well", s_bay1, "green solid", PanelBox.Bays);
        await box.Api.AddCameraAsync("door", box.CameraUrl);
        await box.WaitForLampAsync("REC of a box that records one of two", s_rec, "amber solid");
        CameraReading nowhere = await box.Api.CameraAsync("nowhere");
        using HttpResponseMessage deleted = await box.Api.AskAsync(HttpMethod.Delete, $"cameras/{nowhere.Id}", null);
        deleted.EnsureSuccessStatusCode();
        await box.WaitForLampAsync("REC with footage of all on the mirror", s_rec, "green solid");
    }

    private static async Task ShowsDisksAsync(PanelBox box)
    {
        await box.Api.SendAsync(HttpMethod.Put, "disks/bays/2/locating", new JsonObject { ["locating"] = true });
        await box.WaitForLampAsync("A bay that somebody looks for", s_bay2, "red fastBlink", PanelBox.Bays);
        await box.Api.SendAsync(HttpMethod.Put, "disks/bays/2/locating", new JsonObject { ["locating"] = false });

        await box.Guest.PullAsync(box.Disks[1]);
        await box.WaitForLampAsync("A bay whose disk is missing", s_bay2, "red solid", PanelBox.Bays);
        await box.SetPaceAsync(slow: true);
        await box.Guest.PlugAsync(box.Blank("bay2"));
        await box.WaitForLampAsync("A bay that is rebuilt", s_bay2, "amber blink", PanelBox.Bays);
        await box.SetPaceAsync(slow: false);
        await box.WaitForLampAsync("A bay that was rebuilt", s_bay2, "green solid", PanelBox.Bays);
    }

    private static async Task ShowsPortsAsync(PanelBox box)
    {
        await box.WaitForLampAsync("A port that delivers", s_port1, "green solid", PanelBox.Bays);
        await box.WaitForLampAsync("A port that delivers, on the dimmer", s_port2, "green solid", PanelBox.Dimmer, Port2);
        await DeliversAsync(box, channel: 0, false);
        await DeliversAsync(box, channel: 1, false);
        await box.WaitForLampAsync("A port with a short circuit", s_port1, "red solid", PanelBox.Bays);
        await box.WaitForLampAsync("A port with a short circuit, with a green light alone", s_port2, "green fastBlink", PanelBox.Dimmer, Port2);
        await DeliversAsync(box, channel: 0, true);
        await DeliversAsync(box, channel: 1, true);
        await box.WaitForLampAsync("A port that delivers again", s_port1, "green solid", PanelBox.Bays);
    }

    private static async Task ShowsHealthAsync(PanelBox box)
    {
        string told = "";
        await Wait.UntilAsync(async () => (told = await HealthAsync(box)) == "", PanelBox.Patience, () => $"nothing has to be seen to; it is told: {told}");
        await box.WaitForLampAsync("STATUS of a box that is well", s_status, "green solid");
        await box.WarmAsync(75);
        await box.WaitForLampAsync("STATUS of a warm box", s_status, "amber solid");
    }

    private static async Task KeepsCoolAsync(PanelBox box)
    {
        await WaitForFanAsync(box, 0);
        await box.WarmAsync(55);
        await WaitForFanAsync(box, 0.65);
        await box.WarmAsync(75);
        await WaitForFanAsync(box, 1);
        // What no such sensor tells: its wire is off.
        await box.WarmAsync(0x80);
        await WaitForFanAsync(box, 1);
        await Wait.UntilAsync(async () => (await PartsAsync(box)).Contains("fan/sensor"), PanelBox.Patience, () => "the silent sensor is told");
        await box.WarmAsync(30);
        await WaitForFanAsync(box, 0);
    }

    private static async Task ShowsTheNetworkAsync(PanelBox box)
    {
        await box.WaitForLampAsync("NET", s_net, "green solid");
        await box.Guest.OutputAsync("ip link set eth0 down");
        await box.WaitForLampAsync("NET without a network", s_net, "off");
        await box.Guest.OutputAsync("ip link set eth0 up");
        await box.WaitForLampAsync("NET with a network again", s_net, "green solid");
    }

    private static async Task ShowsWhatAPersonAsksForAsync(PanelBox box)
    {
        await box.Api.SendAsync(HttpMethod.Put, "panel/locating", new JsonObject { ["locating"] = true });
        await box.WaitForLampAsync("STATUS of a box that is looked for, without blue", s_status, "amber doubleFlash");
        await box.Api.SendAsync(HttpMethod.Put, "panel/locating", new JsonObject { ["locating"] = false });

        Assert.Equal(("amber fastBlink", "red fastBlink"), await box.HoldResetAsync(s_status));
        Assert.Equal("nowhere", Assert.Single(await box.Api.CamerasAsync()).Name);
    }

    private static async Task DisplayIsToldWhatThePageShowsAsync(PanelBox box)
    {
        DisplayLog log = new();
        byte[] shown = [];
        await Wait.UntilAsync(
            async () =>
            {
                // What is on the page now was told to the display a moment ago.
                shown = (await box.Api.GetAsync("panel")).GetProperty("display").GetProperty("pages").GetBytesFromBase64();
                log = DisplayLog.Read(await TraceAsync(box), PanelBox.Display);
                return log.Pictures.Any(p => p.AsSpan().SequenceEqual(shown));
            },
            PanelBox.Patience,
            () => $"the picture of the page among the {log.Pictures.Count} that the display was told");
        Assert.True(log.IsOn);
        Assert.Contains(shown, b => b != 0);
        // Rows of 64, its charge pump, and addressing along the rows, as the data sheet asks for.
        foreach (byte[] command in new byte[][] { [0xa8, 63], [0x8d, 0x14], [0x20, 0x00], [0x21, 0, 127], [0x22, 0, 7], [0xa4], [0xa6] })
        {
            Assert.True(log.Commands.ToArray().AsSpan().IndexOf(command) >= 0, Convert.ToHexString(command));
        }
        // And what the stub keeps of it: its last block, and its last command.
        Assert.Equal(0xaf, await box.Bus.GetAsync(PanelBox.Display, 0x00));
        TestContext.Current.SendDiagnosticMessage($"{log.Pictures.Count} pictures were told to the display.");
    }

    private static async Task DeliversAsync(PanelBox box, int channel, bool well)
    {
        await box.Bus.SetAsync(ChipBus.PoeController, 0x0c + channel, well ? 0x34 : 0x01);
        int power = await box.Bus.GetAsync(ChipBus.PoeController, 0x10);
        int bits = 0x11 << channel;
        await box.Bus.SetAsync(ChipBus.PoeController, 0x10, well ? power | bits : power & ~bits);
    }

    private static Task WaitForFanAsync(PanelBox box, double fraction)
    {
        double now = -1;
        return Wait.UntilAsync(async () => Math.Abs((now = await box.DimmedAsync(15)) - fraction) < 0.01, PanelBox.Patience, () => $"the fan is at {fraction}; it is at {now}");
    }

    private static async Task<string[]> PartsAsync(PanelBox box) => [.. (await box.Api.GetAsync("health")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("part").GetString()!)];

    private static async Task<string> HealthAsync(PanelBox box) => string.Join(
        ' ', (await box.Api.GetAsync("health")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("level").GetString() is "attention" or "failure").Select(i => $"{i.GetProperty("part")}: {i.GetProperty("sentence")}"));

    private static async Task TraceDisplayAsync(PanelBox box) => await box.Guest.OutputAsync(
        $"cd /sys/kernel/tracing && echo 16384 > buffer_size_kb && echo 'addr == {PanelBox.Display}' > events/smbus/smbus_write/filter && echo 1 > events/smbus/smbus_write/enable");

    private static async Task<string> TraceAsync(PanelBox box)
    {
        await box.Guest.OutputAsync("cat /sys/kernel/tracing/trace > /mnt/share/trace.txt");
        return await File.ReadAllTextAsync(Path.Combine(box.Guest.ShareDirectory, "trace.txt"), TestContext.Current.CancellationToken);
    }
}
