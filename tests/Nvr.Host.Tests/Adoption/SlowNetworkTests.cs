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

        await NarrowAsync(plugged, "500kbit");
        JsonElement device = await WaitForSentenceAsync(network, "the network is too slow for it");
        await AssertToldEverywhereAsync(network, device);

        await WidenAsync(plugged);
        await WaitForSentenceAsync(network, "is being recorded.");
        await AssertWellAsync(network);
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

        await NarrowAsync(plugged, "1500kbit");
        JsonElement device = await WaitForSentenceAsync(network, "% of what it sends is lost on the way");
        await AssertToldEverywhereAsync(network, device);
        Assert.True((await NetworkAsync(network)).GetProperty("lossPercent").GetDouble() >= 1);

        await WidenAsync(plugged);
        await WaitForSentenceAsync(network, "is being recorded.");
        await AssertWellAsync(network);
        Assert.Equal(0, (await NetworkAsync(network)).GetProperty("lossPercent").GetDouble(), 0.99);
    }

    /// <summary>A token bucket at the camera's end of the cable, with a short queue: what does not fit is lost.</summary>
    private static async Task NarrowAsync(PluggedCamera camera, string rate) =>
        await camera.OutputAsync("tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", "rate", rate, "burst", "6kb", "limit", "16kb");

    private static async Task WidenAsync(PluggedCamera camera) => await camera.OutputAsync("tc", "qdisc", "del", "dev", "eth0", "root");

    private static async Task<JsonElement> WaitForSentenceAsync(CameraNetwork network, string part)
    {
        JsonElement device = default;
        await Wait.UntilAsync(
            async () => (device = Assert.Single(await network.DevicesAsync())).GetProperty("sentence").GetString()!.Contains(part, StringComparison.Ordinal),
            Patience,
            () => $"'{part}'; it is {device}\n{network.Box.Log}");
        return device;
    }

    private static async Task AssertToldEverywhereAsync(CameraNetwork network, JsonElement device)
    {
        Assert.Contains("Check its cable", device.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
        Assert.Contains("Loss ", device.GetProperty("detail").GetString(), StringComparison.Ordinal);
        JsonElement stream = await StreamAsync(network);
        Assert.Equal("recording", stream.GetProperty("state").GetString());
        Assert.Contains("the network is too slow for it", stream.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("Check its cable", stream.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
        Assert.True(stream.GetProperty("network").GetProperty("isTooSlow").GetBoolean());
        Assert.Contains(await HealthAsync(network), i => i.GetProperty("sentence").GetString()!.Contains("the network is too slow for it", StringComparison.Ordinal));
    }

    private static async Task AssertWellAsync(CameraNetwork network)
    {
        Assert.False((await NetworkAsync(network)).GetProperty("isTooSlow").GetBoolean());
        Assert.Equal("Recording.", (await StreamAsync(network)).GetProperty("sentence").GetString());
        Assert.DoesNotContain(await HealthAsync(network), i => i.GetProperty("part").GetString()!.EndsWith("/network", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> NetworkAsync(CameraNetwork network) => (await StreamAsync(network)).GetProperty("network");

    private static async Task<JsonElement> StreamAsync(CameraNetwork network) =>
        Assert.Single((await network.Api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray()).GetProperty("streams")[0];

    private static async Task<JsonElement[]> HealthAsync(CameraNetwork network) => [.. (await network.Api.GetAsync("health")).GetProperty("items").EnumerateArray()];
}
