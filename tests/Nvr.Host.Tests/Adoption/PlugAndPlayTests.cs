using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>Plugged in, and it records: nobody types an address.</summary>
public sealed class PlugAndPlayTests
{
    /// <summary>What the product promises, from a camera that serves to footage on the disk.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PromiseForSixteen = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Camera_PluggedIn_IsRecordedWithinThirtySeconds()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync();

        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Promise));

        JsonElement device = await network.WaitForDeviceAsync("recording", Patience);
        Assert.Equal(plugged.Address, device.GetProperty("address").GetString());
        Assert.Equal("SN-4711-10", device.GetProperty("serial").GetString());
        Assert.Equal(camera.Id, Assert.Single(device.GetProperty("cameras").EnumerateArray()).GetString());
        Assert.Equal($"{camera.Name} is being recorded.", device.GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task Motion_AtAnAdoptedCamera_IsAnEventWithStartAndEnd()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync();
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        // Asked again and again: what happens before the recorder has subscribed is nobody's news.
        JsonElement going = await network.WaitForEventAsync("going-on", Patience, () => plugged.MakeAsync("event?kind=motion&active=true"));
        Assert.Equal(camera.Id, going.GetProperty("camera").GetString());
        Assert.Equal("motion", going.GetProperty("kind").GetString());

        await plugged.MakeAsync("event?kind=motion&active=false");

        JsonElement over = await network.WaitForEventAsync("ended", Patience, () => Task.CompletedTask);
        Assert.Equal(going.GetProperty("id").GetString(), over.GetProperty("id").GetString());
        Assert.True(UtcTime.TryParse(over.GetProperty("start").GetString(), out UtcTime start));
        Assert.True(UtcTime.TryParse(over.GetProperty("end").GetString(), out UtcTime end));
        Assert.True(end > start);
    }

    [Fact]
    public async Task CameraThatTellsOfMotion_IsNotLookedAtForItAnyLonger()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync("--motion", "auto");
        PluggedCamera plugged = await network.PlugAsync();
        await network.WaitForRecordingAsync(1, Patience);
        await Wait.UntilAsync(IsLookedForAsync, Patience, () => "the search for motion");

        await network.WaitForEventAsync("going-on", Patience, () => plugged.MakeAsync("event?kind=motion&active=true"));
        await Wait.UntilAsync(
            async () =>
            {
                await plugged.MakeAsync("event?kind=motion&active=true");
                return !await IsLookedForAsync();
            },
            Patience,
            () => "the end of the search");

        async Task<bool> IsLookedForAsync() =>
            (await network.Api.GetAsync("health")).GetProperty("items").EnumerateArray().Any(i => i.GetProperty("part").GetString() == "analysis");
    }

    [Fact]
    public async Task Password_Asked_IsAskedForOnceAndThenRecorded()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync("--user", "owner", "--password", "secret-1");

        JsonElement device = await network.WaitForDeviceAsync("needsPassword", Patience);
        Assert.Empty(await network.Api.CamerasAsync());
        Assert.Equal("Enter the camera's user name and password.", device.GetProperty("nextStep").GetString());

        JsonElement wrong = await network.PostAsync(device, "adopt", new JsonObject { ["userName"] = "owner", ["password"] = "wrong" });
        Assert.Equal("needsPassword", wrong.GetProperty("state").GetString());
        Assert.Contains("says the password is wrong", wrong.GetProperty("sentence").GetString(), StringComparison.Ordinal);

        JsonElement right = await network.PostAsync(device, "adopt", new JsonObject { ["userName"] = "owner", ["password"] = "secret-1" });
        Assert.Contains(right.GetProperty("state").GetString(), (string[])["setUp", "recording"]);
        await network.WaitForRecordingAsync(1, Patience);
    }

    [Fact]
    public async Task SitePassword_OfNewAndOfProtectedCameras_OpensBoth()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.Api.SendAsync(HttpMethod.Put, "site/camera-password", new JsonObject { ["password"] = "site-2026" });
        await network.PlugAsync();
        await network.PlugAsync("--user", "admin", "--password", "site-2026");

        await network.WaitForRecordingAsync(2, Patience);

        JsonElement cameras = await network.Api.GetAsync("cameras");
        // The first had no user: it has the site's now.
        Assert.All(cameras.GetProperty("cameras").EnumerateArray(), c => Assert.Equal("admin", c.GetProperty("settings").GetProperty("userName").GetString()));
    }

    /// <summary>It answers no multicast, and its packets reach the box's neighbour table only once the box speaks to it: nothing but the lease tells of it.</summary>
    [Fact]
    public async Task Camera_DeafToMulticast_IsFoundByItsLeaseAlone_AndIsTheSameAtItsNextAddress()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--quirk", "onvif-no-multicast");
        CameraReading before = Assert.Single(await network.WaitForRecordingAsync(1, Promise));
        UtcTime first = (await network.Api.RecentAsync(before.Id)).Spans[0].Start;
        JsonElement device = Assert.Single(await network.DevicesAsync());
        Assert.Equal(
            ("10.77.0.10", plugged.Mac, plugged.HostName),
            (device.GetProperty("address").GetString(), device.GetProperty("mac").GetString(), device.GetProperty("hostName").GetString()));

        await network.MoveAsync(plugged, "10.77.0.99");
        RecordingsReading found = await WaitForNewFootageAsync(network, before);

        Assert.Equal(before.Id, Assert.Single(await network.Api.CamerasAsync()).Id);
        Assert.Equal(first, found.Spans[0].Start);
        JsonElement camera = (await network.Api.GetAsync("cameras")).GetProperty("cameras")[0];
        Assert.StartsWith("rtsp://10.77.0.99", camera.GetProperty("settings").GetProperty("mainUrl").GetString(), StringComparison.Ordinal);
        Assert.Single(await network.DevicesAsync());
    }

    [Fact]
    public async Task Device_OfTwoSources_BecomesTwoCameras()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync("--cameras", "2", "--sources", "2");

        IReadOnlyList<CameraReading> cameras = await network.WaitForRecordingAsync(2, Patience);

        JsonElement device = Assert.Single(await network.DevicesAsync());
        Assert.Equal(cameras.Select(c => c.Id).Order(), device.GetProperty("cameras").EnumerateArray().Select(c => c.GetString()!).Order());
    }

    [Fact]
    public async Task Camera_DeletedByItsOwner_StaysAway()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync();
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));

        await network.Api.SendAsync(HttpMethod.Delete, $"cameras/{camera.Id}", null);
        JsonElement ignored = await network.WaitForDeviceAsync("ignored", Patience);
        await network.MoveAsync(plugged, "10.77.0.98");
        await Wait.UntilAsync(
            async () => (await network.DevicesAsync())[0].GetProperty("address").GetString() == "10.77.0.98", Patience, () => "the device is seen again");
        Assert.Empty(await network.Api.CamerasAsync());

        await network.PostAsync(ignored, "adopt", []);
        await network.WaitForRecordingAsync(1, Patience);
    }

    [Fact]
    public async Task KeyFrames_TooFarApart_AreSetAndCanBeSetBack()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync("--gop", "100");
        await network.WaitForRecordingAsync(1, Patience);

        JsonElement device = Assert.Single(await network.DevicesAsync());
        JsonElement change = device.GetProperty("changes")[0];
        JsonElement setting = Assert.Single(change.GetProperty("settings").EnumerateArray());
        Assert.Equal(("100", "50"), (setting.GetProperty("from").GetString(), setting.GetProperty("to").GetString()));
        Assert.Equal(JsonValueKind.Null, change.GetProperty("undoneAt").ValueKind);

        JsonElement reverted = await network.PostAsync(device, "revert");
        Assert.All(reverted.GetProperty("changes").EnumerateArray(), c => Assert.NotEqual(JsonValueKind.Null, c.GetProperty("undoneAt").ValueKind));
    }

    [Fact]
    public async Task Networks_OfTheSameAddresses_AreToldApart()
    {
        await using CameraNetwork network = await CameraNetwork.StartWithTwinAsync();
        await network.PlugAsync();
        await network.PlugIntoTwinAsync();
        JsonElement[] devices = [];
        await Wait.UntilAsync(async () => (devices = await network.DevicesAsync()).Length == 2, Patience, () => $"two devices; there are {string.Join(", ", devices)}\n{network.Box.Log}");

        Assert.Equal(
            [("10.77.0.10", "poe0"), ("10.77.0.11", CameraNetwork.Twin)],
            devices.Select(d => (d.GetProperty("address").GetString(), d.GetProperty("interface").GetString())).Order());
    }

    [Fact]
    public async Task Camera_WithoutOnvif_IsFoundByItsLeaseAndItsPath_AndRecordedAgainAfterItVanished()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugBareAsync("--name", "stream");
        CameraReading before = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        // It has no other name than the one that it told the DHCP server.
        Assert.Equal(plugged.HostName, before.Name);

        await plugged.PowerOffAsync();
        await Wait.UntilAsync(async () => !(await IsRecordingAsync(network)), Patience, () => $"it is said that the camera is gone\n{network.Box.Log}");
        await plugged.PowerOnAsync();
        await WaitForNewFootageAsync(network, before);

        Assert.Equal(before.Id, Assert.Single(await network.Api.CamerasAsync()).Id);
        JsonElement camera = (await network.Api.GetAsync("cameras")).GetProperty("cameras")[0];
        Assert.Equal("rtsp://10.77.0.10/stream1", camera.GetProperty("settings").GetProperty("mainUrl").GetString());
    }

    [Fact]
    public async Task Confirm_AskedFor_LetsNothingInWithoutAYes()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync("--discover", "confirm");
        await network.PlugAsync();

        JsonElement device = await network.WaitForDeviceAsync("identified", Patience);
        Assert.Contains("waits for you", device.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Empty(await network.Api.CamerasAsync());

        await network.PostAsync(device, "adopt", []);
        await network.WaitForRecordingAsync(1, Patience);
    }

    [Fact]
    public async Task Sixteen_PluggedInAtOnce_AreRecordedWithinAMinute()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync("--cameras", "16", "--fps", "5", "--gop", "10");

        await network.WaitForRecordingAsync(16, PromiseForSixteen);

        Assert.Equal(16, (await network.DevicesAsync()).Length);
    }

    private static async Task<bool> IsRecordingAsync(CameraNetwork network) =>
        (await network.Api.GetAsync("cameras")).GetProperty("cameras")[0].GetProperty("streams")[0].GetProperty("state").GetString() == "recording";

    private static async Task<RecordingsReading> WaitForNewFootageAsync(CameraNetwork network, CameraReading camera)
    {
        UtcTime from = UtcTime.From(TimeProvider.System.GetUtcNow());
        RecordingsReading found = null!;
        await Wait.UntilAsync(
            async () => (found = await network.Api.RecentAsync(camera.Id)).Spans[^1].End.Since(from) > 2_000_000,
            Patience,
            () => $"footage after {from}; there is {string.Join("; ", found.Spans)}\n{network.Box.Log}");
        return found;
    }
}
