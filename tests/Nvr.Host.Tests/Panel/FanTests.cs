using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Panel;

/// <summary>The fan of the simulated board: what it does, and what is told of it.</summary>
public sealed class FanTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Fan_FollowsTheHeat_AndEachFaultIsAHealthState()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await PlayAsync(api, 30, false);
        await WaitForFanAsync(api, "0 % at 30 °C");
        await PlayAsync(api, 68, false);
        await WaitForFanAsync(api, "100 % at 68 °C");
        Assert.Contains("nvr_fan_speed_ratio 1\n", await MetricsAsync(api), StringComparison.Ordinal);
        Assert.Contains("nvr_temperature_celsius 68\n", await MetricsAsync(api), StringComparison.Ordinal);
        Assert.DoesNotContain("fan", await PartsAsync(api));

        await PlayAsync(api, 50, true);
        await WaitForPartAsync(api, "fan");
        Assert.True((await api.GetAsync("panel")).GetProperty("fan").GetProperty("stalled").GetBoolean());
        Assert.Contains("nvr_fan_stalled 1\n", await MetricsAsync(api), StringComparison.Ordinal);

        await PlayAsync(api, null, false);
        await WaitForPartAsync(api, "fan/sensor");
        await WaitForFanAsync(api, "100 % at  °C");
        Assert.DoesNotContain("nvr_temperature_celsius", await MetricsAsync(api), StringComparison.Ordinal);
        Assert.DoesNotContain("fan", await PartsAsync(api));

        await PlayAsync(api, 85, false);
        await WaitForPartAsync(api, "temperature");
        await PlayAsync(api, 30, false);
        await Wait.UntilAsync(async () => !(await PartsAsync(api)).Any(p => p.StartsWith("fan", StringComparison.Ordinal) || p == "temperature"), Patience, () => "all is well again");
    }

    private static Task<string> MetricsAsync(BoxApi api) => api.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task PlayAsync(BoxApi api, double? celsius, bool stuck)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Put, "panel/fan/simulated", new JsonObject { ["celsius"] = celsius, ["stuck"] = stuck }.ToJsonString());
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string[]> PartsAsync(BoxApi api) => [.. (await api.GetAsync("health")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("part").GetString()!)];

    private static Task WaitForPartAsync(BoxApi api, string part) => Wait.UntilAsync(async () => (await PartsAsync(api)).Contains(part), Patience, () => $"{part} is told");

    private static Task WaitForFanAsync(BoxApi api, string words)
    {
        string now = "";
        return Wait.UntilAsync(
            async () => (now = (await api.GetAsync("panel")).GetProperty("fan") is { ValueKind: JsonValueKind.Object } fan ? $"{fan.GetProperty("percent")} % at {fan.GetProperty("celsius")} °C" : "none") == words,
            Patience,
            () => $"{words}; it is {now}");
    }
}
