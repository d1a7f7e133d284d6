using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Adoption;
using Torture.Box;
using Xunit;

namespace Image.Tests.Networks;

/// <summary>Cameras at the box's own plug for them, with nothing set up: they get an address and the time from it, are found, adopted and recorded, and find no way out.</summary>
[Trait("Board", "qemu-amd64")]
public sealed class CameraNetworkTests
{
    private const string BoxAddress = "10.77.0.1";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Cameras_GetAddressAndTime_AreFoundAndRecorded_AndReachNothingElse()
    {
        await using Plug plug = await Plug.CreateAsync();
        await using ImageBox box = await ImageBox.StartAsync(cameras: 1, o => o with { CameraTap = plug.Tap });
        await plug.ConnectAsync();
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();

        await using PluggedCamera open = await PlugAsync(plug, 10);
        await using PluggedCamera locked = await PlugAsync(plug, 11, "--user", "owner", "--password", "secret-1");
        Assert.StartsWith("10.77.", open.Address, StringComparison.Ordinal);
        Assert.StartsWith("10.77.", locked.Address, StringComparison.Ordinal);
        Assert.NotEqual(open.Address, locked.Address);

        // One as it comes out of its carton records by itself, the other one when somebody says its password.
        JsonElement asking = await WaitForDeviceAsync(box, locked.Address, "needsPassword");
        await box.Api.SendAsync(HttpMethod.Post, $"devices/{asking.GetProperty("id").GetString()}/adopt", new JsonObject { ["userName"] = "owner", ["password"] = "secret-1" });
        await WaitForDeviceAsync(box, open.Address, "recording");
        await WaitForDeviceAsync(box, locked.Address, "recording");
        await box.Api.WaitForFootageAsync([.. (await box.Api.CamerasAsync()).Select(c => c.Name)], 4, s_patience);

        await AgreesOnTheTimeAsync(open);
        await ReachesNothingElseAsync(open, box);
    }

    /// <summary>Even one that makes the box its router: the camera that the box itself records in the office is not there for it.</summary>
    private static async Task ReachesNothingElseAsync(PluggedCamera camera, ImageBox box)
    {
        await camera.OutputAsync("ip", "route", "add", "default", "via", BoxAddress, "dev", "eth0");
        Assert.Equal("0", await ConnectAsync(camera, BoxAddress, 443));
        Assert.NotEqual("0", await ConnectAsync(camera, "10.0.2.2", box.Cameras.Port));
        Assert.NotEqual("0", await ConnectAsync(camera, "10.0.2.15", 22));
        await box.RecordsAsync();
    }

    /// <summary>How the attempt ended: 0 for a connection.</summary>
    private static async Task<string> ConnectAsync(PluggedCamera camera, string address, int port) =>
        (await camera.OutputAsync("sh", "-c", string.Create(CultureInfo.InvariantCulture, $"timeout 6 bash -c 'exec 3<>/dev/tcp/{address}/{port}' 2> /dev/null; echo $?"))).Trim();

    // As soon as the box's server has a time to give.
    private static async Task AgreesOnTheTimeAsync(PluggedCamera camera)
    {
        string said = "";
        await Wait.UntilAsync(
            async () => (said = await camera.OutputAsync("sh", "-c", $"ntpdate -q {BoxAddress} 2>&1 || true")).Contains($"{BoxAddress} s", StringComparison.Ordinal), s_patience, () => $"the box tells the time: {said}");
    }

    private static Task<PluggedCamera> PlugAsync(Plug plug, int number, params string[] more) => PluggedCamera.PlugAsync(
        plug.Network,
        Plug.Bridge,
        string.Create(CultureInfo.InvariantCulture, $"port{number}"),
        null,
        string.Create(CultureInfo.InvariantCulture, $"02:53:49:4d:77:{number}"),
        [
            "--port", "554", "--size", "320x184", "--fps", "10", "--kbit", "300", "--cameras", "1", "--onvif", "--onvif-port", "80",
            "--serial", string.Create(CultureInfo.InvariantCulture, $"SN-{number}"), "--mac", string.Create(CultureInfo.InvariantCulture, $"02:53:49:4d:77:{number}"), "--model", string.Create(CultureInfo.InvariantCulture, $"SC-{number}"),
            .. more,
        ]);

    private static async Task<JsonElement> WaitForDeviceAsync(ImageBox box, string address, string state)
    {
        JsonElement[] devices = [];
        JsonElement Found() => devices.FirstOrDefault(d => d.GetProperty("address").GetString() == address);
        await Wait.UntilAsync(
            async () =>
            {
                devices = [.. (await box.Api.GetAsync("devices")).GetProperty("devices").EnumerateArray()];
                return Found() is { ValueKind: JsonValueKind.Object } device && device.GetProperty("state").GetString() == state;
            },
            s_patience,
            () => $"{address} is {state}; there are {string.Join(", ", devices)}");
        return Found();
    }
}
