using System.Text.Json;
using System.Text.Json.Nodes;
using ManagedSwitches;
using Nvr.Core.Time;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>What the board's ports are good for: cameras that hang come back, and a new camera takes the place of the one that was in its port.</summary>
public sealed class PortTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task AdoptedCamera_ThatStalls_IsRestartedAndRecordsAgain()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithPortsAsync(40);
        PluggedCamera plugged = await network.PlugAsync("--reboot-seconds", "1");
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));

        await plugged.MakeAsync("stall?on=true");
        await WaitForStepAsync(network, camera, "Reboot");

        await WaitForNewFootageAsync(network, camera);
    }

    [Fact]
    public async Task CameraEnteredByHand_ThatHangs_GetsItsPortCycledAndRecordsAgain()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithPortsAsync(40, "--discover", "off");
        PluggedCamera plugged = await network.PlugBareAsync("--name", "stream");
        CameraReading camera = await EnterAsync(network, plugged, "stream1");

        await plugged.HangAsync();
        await WaitForStepAsync(network, camera, "PowerCycle");

        Assert.Equal(["10 off", "10 on"], network.PortLog.Take(2));
        await WaitForNewFootageAsync(network, camera);
    }

    [Fact]
    public async Task Camera_OnAManagedSwitch_ThatHangs_GetsItsPortCycledAndRecordsAgain()
    {
        const string Mac = "02:53:49:4d:77:10";
        await using CameraNetwork network = await CameraNetwork.StartWithoutPortsAsync(40, "--discover", "off");
        PluggedCamera plugged = await network.PlugBareAsync("--name", "stream", "--mac", Mac);
        await using SwitchAgent agent = await network.AddSwitchAsync(new SwitchTable().Supply(120, 5).Port(10, 3).Interface(10, "10", true).Heard(Mac, 10)
            .With("1.3.6.1.4.1.9.9.402.1.2.1.9.1.10", "gauge 4200"));
        CameraReading camera = await EnterAsync(network, plugged, "stream1");
        await Wait.UntilAsync(
            async () => (await network.Api.GetAsync("poe")).GetProperty("ports")[0].GetProperty("cameras") is var behind && behind.GetArrayLength() == 1 && behind[0].GetString() == camera.Id,
            Patience,
            network.Box.Log.ToString);

        await plugged.HangAsync();
        await WaitForStepAsync(network, camera, "PowerCycle");

        Assert.Equal(["10 off", "10 on"], network.PortLog.Take(2));
        Assert.Equal(["1.3.6.1.2.1.105.1.1.1.3.1.10 2", "1.3.6.1.2.1.105.1.1.1.3.1.10 1"], agent.Log.Take(2));
        await WaitForNewFootageAsync(network, camera);
        JsonElement port = (await network.Api.GetAsync("poe")).GetProperty("ports")[0];
        Assert.Equal(("desk.10", "delivering", 4.2, 1), (port.GetProperty("name").GetString(), port.GetProperty("power").GetString(), port.GetProperty("watts").GetDouble(), port.GetProperty("cycles").GetInt32()));
    }

    [Fact]
    public async Task CameraEnteredByHand_WhoseUserWorksOnOnvif_IsRestarted()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithPortsAsync(40, "--discover", "off");
        PluggedCamera plugged = await network.PlugAsync("--name", "stream", "--user", "owner", "--password", "secret-1", "--reboot-seconds", "1");
        CameraReading camera = await EnterAsync(network, plugged, "stream1", "owner", "secret-1");
        await Wait.UntilAsync(() => network.Box.Log.ToString().Contains("speaks ONVIF", StringComparison.Ordinal), Patience, network.Box.Log.ToString);

        await plugged.MakeAsync("stall?on=true");
        await WaitForStepAsync(network, camera, "Reboot");

        await WaitForNewFootageAsync(network, camera);
    }

    [Fact]
    public async Task Camera_OnTheBoxsOwnSwitch_IsToldItsPort()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithSwitchAsync();
        await network.PlugIntoAsync(12);
        await network.PlugIntoAsync(15);
        await network.WaitForRecordingAsync(2, Patience);

        IReadOnlyList<JsonElement> devices = [];
        await Wait.UntilAsync(
            async () => (devices = await network.DevicesAsync()).Select(d => d.GetProperty("port").GetString()).Order().SequenceEqual(["12", "15"]),
            Patience,
            () => $"{string.Join("\n", devices)}\n{network.Box.Log}");
    }

    [Fact]
    public async Task Camera_MovedToAnotherPort_IsTheSameCamera()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithSwitchAsync();
        await network.PlugIntoAsync(12);
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));

        await network.ReplugAsync(12, 16);

        await WaitForNewFootageAsync(network, camera);
        Assert.Equal(camera.Id, Assert.Single(await network.Api.CamerasAsync()).Id);
        Assert.Single(await network.DevicesAsync());
    }

    [Fact]
    public async Task NewCamera_InThePortOfOneThatIsGone_IsOfferedItsNameAndTakesIt()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithPortsAsync(20);
        PluggedCamera first = await network.PlugAsync();
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        JsonElement settings = (await network.Api.GetAsync("cameras")).GetProperty("cameras")[0].GetProperty("settings");
        JsonObject renamed = JsonNode.Parse(settings.GetRawText())!.AsObject();
        renamed.Remove("hasPassword");
        (renamed["name"], renamed["retainDays"]) = ("Front door", 9);
        await network.Api.SendAsync(HttpMethod.Put, $"cameras/{camera.Id}", renamed);
        Assert.Equal("10", (await network.DevicesAsync())[0].GetProperty("port").GetString());

        await first.DisposeAsync();
        JsonElement gone = await network.WaitForDeviceAsync("lost", Patience);
        await network.PlugIntoAsync(10);
        JsonElement newcomer = await WaitForOfferAsync(network, gone);
        await network.PostAsync(newcomer, "adopt", new JsonObject { ["replaces"] = gone.GetProperty("id").GetString() });

        await WaitForNewFootageAsync(network, camera);
        JsonElement only = Assert.Single((await network.Api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray());
        Assert.Equal((camera.Id, "Front door", 9), (only.GetProperty("id").GetString(), only.GetProperty("name").GetString(), only.GetProperty("settings").GetProperty("retainDays").GetInt32()));
        Assert.StartsWith("rtsp://10.77.0.11", only.GetProperty("settings").GetProperty("mainUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal("SN-4711-11", Assert.Single(await network.DevicesAsync()).GetProperty("serial").GetString());
    }

    private static async Task<CameraReading> EnterAsync(CameraNetwork network, PluggedCamera plugged, string path, string? user = null, string? password = null)
    {
        var body = new JsonObject { ["name"] = "By hand", ["mainUrl"] = $"rtsp://{plugged.Address}/{path}", ["userName"] = user, ["password"] = password };
        await network.Api.SendAsync(HttpMethod.Post, "cameras", body);
        return Assert.Single(await network.WaitForRecordingAsync(1, Patience));
    }

    private static async Task<JsonElement> WaitForOfferAsync(CameraNetwork network, JsonElement gone)
    {
        JsonElement[] devices = [];
        await Wait.UntilAsync(
            async () => (devices = await network.DevicesAsync()).Any(d => Replaces(d, gone)),
            Patience,
            () => $"an offer; there are {string.Join(", ", devices)}\n{network.Box.Log}");
        return devices.First(d => Replaces(d, gone));
    }

    private static bool Replaces(JsonElement device, JsonElement gone) =>
        device.GetProperty("mayReplace") is { ValueKind: JsonValueKind.Object } offer && offer.GetProperty("deviceId").GetString() == gone.GetProperty("id").GetString();

    private static Task WaitForStepAsync(CameraNetwork network, CameraReading camera, string step) => Wait.UntilAsync(
        async () => (await network.Api.GetAsync($"events?camera={camera.Id}")).GetRawText().Contains($"Recorder/Healing/{step}", StringComparison.Ordinal),
        Patience,
        () => $"the step {step}; the ports were told {string.Join(", ", network.PortLog)}\n{network.Box.Log}");

    private static async Task WaitForNewFootageAsync(CameraNetwork network, CameraReading camera)
    {
        var from = UtcTime.From(TimeProvider.System.GetUtcNow());
        await Wait.UntilAsync(
            async () => (await network.Api.RecentAsync(camera.Id)).Spans is [.., var last] && last.End.Since(from) > 2_000_000,
            Patience,
            () => $"footage after {from}\n{network.Box.Log}");
    }
}
