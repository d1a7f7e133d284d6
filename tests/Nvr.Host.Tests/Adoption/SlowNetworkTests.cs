using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A cable that carries less than the camera sends: the recorder says so, and stops saying so when it carries all again.</summary>
public sealed class SlowNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task Link_TooSlowForTcp_IsSaidInWordsUntilItIsWellAgain()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--kbit", "2000");
        await network.WaitForRecordingAsync(1, Patience, seconds: 5);

        await NarrowAsync(plugged, "600kbit");
        await WaitForComplaintAsync(network, "of 25 pictures a second arrive");

        await WidenAsync(plugged);
        await WaitUntilWellAsync(network);
    }

    [Fact]
    public async Task Link_ThatLosesPacketsOverUdp_IsSaidWithTheLossUntilItIsWellAgain()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--kbit", "2000");
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        JsonElement settings = (await network.Api.GetAsync($"cameras/{camera.Id}")).GetProperty("settings");
        await network.Api.SendAsync(HttpMethod.Put, $"cameras/{camera.Id}", new JsonObject
        {
            ["name"] = camera.Name, ["mainUrl"] = settings.GetProperty("mainUrl").GetString(), ["transport"] = "udp",
        });
        await network.WaitForRecordingAsync(1, Patience, seconds: 5);

        await NarrowAsync(plugged, "1900kbit");
        JsonElement measured = await WaitForComplaintAsync(network, "% of what it sends is lost on the way");
        Assert.True(measured.GetProperty("lossPercent").GetDouble() >= 1);

        await WidenAsync(plugged);
        await WaitUntilWellAsync(network);
        Assert.True((await StreamAsync(network)).GetProperty("network").GetProperty("lossPercent").GetDouble() < 1);
    }

    /// <summary>A token bucket at the camera's end of the cable, with a short queue: what does not fit is lost.</summary>
    private static async Task NarrowAsync(PluggedCamera camera, string rate) =>
        await camera.OutputAsync("tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", "rate", rate, "burst", "6kb", "limit", "16kb");

    private static async Task WidenAsync(PluggedCamera camera) => await camera.OutputAsync("tc", "qdisc", "del", "dev", "eth0", "root");

    /// <summary>
    /// Until the device, the camera and the box's health all tell it at one time, with the step and the figures: over such a cable a connection may break, and then
    /// other words are true for a while. Returns what was measured.
    /// </summary>
    private static async Task<JsonElement> WaitForComplaintAsync(CameraNetwork network, string part)
    {
        (JsonElement Device, JsonElement Stream, JsonElement[] Health) seen = (default, default, []);
        await Wait.UntilAsync(
            async () =>
            {
                seen = (Assert.Single(await network.DevicesAsync()), await StreamAsync(network), await HealthAsync(network));
                return IsTold(seen.Device) && IsTold(seen.Stream) && seen.Health.Any(IsTold)
                    && seen.Stream.GetProperty("state").GetString() == "recording"
                    && seen.Device.GetProperty("detail").GetString()!.StartsWith("Loss ", StringComparison.Ordinal)
                    && seen.Stream.GetProperty("network").GetProperty("isTooSlow").GetBoolean();
            },
            Patience,
            () => $"'{part}' everywhere; it is {seen.Device} {seen.Stream} {string.Join(", ", seen.Health)}\n{network.Box.Log}");
        return seen.Stream.GetProperty("network");

        bool IsTold(JsonElement item) => item.GetProperty("sentence").GetString()!.Contains("the network is too slow for it: ", StringComparison.Ordinal)
            && item.GetProperty("sentence").GetString()!.Contains(part, StringComparison.Ordinal)
            && item.GetProperty("nextStep").GetString()!.StartsWith("Check its cable", StringComparison.Ordinal);
    }

    private static async Task WaitUntilWellAsync(CameraNetwork network)
    {
        JsonElement device = default;
        await Wait.UntilAsync(
            async () =>
            {
                device = Assert.Single(await network.DevicesAsync());
                JsonElement stream = await StreamAsync(network);
                return device.GetProperty("sentence").GetString()!.EndsWith("is being recorded.", StringComparison.Ordinal)
                    && stream.GetProperty("sentence").GetString() == "Recording."
                    && stream.GetProperty("network") is { ValueKind: JsonValueKind.Object } measured && !measured.GetProperty("isTooSlow").GetBoolean()
                    && !(await HealthAsync(network)).Any(i => i.GetProperty("part").GetString()!.EndsWith("/network", StringComparison.Ordinal));
            },
            Patience,
            () => $"no complaint; it is {device}\n{network.Box.Log}");
    }

    private static async Task<JsonElement> StreamAsync(CameraNetwork network) =>
        Assert.Single((await network.Api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray()).GetProperty("streams")[0];

    private static async Task<JsonElement[]> HealthAsync(CameraNetwork network) => [.. (await network.Api.GetAsync("health")).GetProperty("items").EnumerateArray()];
}
