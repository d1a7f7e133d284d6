using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Panel;

/// <summary>What the buttons of the simulated board bring about, held as long as a finger would.</summary>
public sealed class PanelButtonTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ResetAndPowerButtons_DoWhatTheirStagesSay_AndRecordingsAreKept()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        double recorded;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using (BoxApi api = await BoxApi.OpenAsync(box))
            {
                await api.AddCameraAsync("door", cameras.Cameras[0].Url);
                await api.WaitForFootageAsync(["door"], 5, Patience);
                using HttpClient guard = await GuardAsync(api, box);
                string network = Path.Combine(scratch.Data, "settings", "network.json");
                await File.WriteAllTextAsync(network, "{}", TestContext.Current.CancellationToken);
                await File.WriteAllTextAsync(network + ".previous", "{}", TestContext.Current.CancellationToken);
                // Let go between two stages nothing happens.
                await Finger.HoldAsync(api, "reset", TimeSpan.FromSeconds(2));
                Assert.True(File.Exists(network));
                await Finger.HoldAsync(api, "reset", TimeSpan.FromSeconds(6));
                await Wait.UntilAsync(() => Task.FromResult(CodesOf(box).Length == 2), Patience, () => $"another set-up code is shown\n{box.Log}");
                Assert.False(File.Exists(network) || File.Exists(network + ".previous"));
                // Who may look after the box but not rule it must not learn the code from afar.
                await Wait.UntilAsync(
                    async () =>
                    {
                        string panel = await guard.GetStringAsync("panel", TestContext.Current.CancellationToken);
                        Assert.DoesNotContain(CodesOf(box)[1], panel, StringComparison.Ordinal);
                        return panel.Contains("shown at the box alone", StringComparison.Ordinal);
                    },
                    Patience,
                    () => "the code's page has its turn");
                using HttpResponseMessage shut = await api.AskAsync(HttpMethod.Get, "cameras", null);
                Assert.Equal(System.Net.HttpStatusCode.Unauthorized, shut.StatusCode);
            }
            Assert.NotEqual(CodesOf(box)[0], CodesOf(box)[1]);
            using BoxApi again = await BoxApi.OpenAsync(box.Address, _ => Task.FromResult<string?>(CodesOf(box)[1]), new SocketsHttpHandler());
            recorded = (await again.RecentAsync((await again.CameraAsync("door")).Id)).Seconds;
            Assert.True(recorded >= 5);
            await Finger.HoldAsync(again, "reset", TimeSpan.FromSeconds(16));
            Assert.Equal(0, await box.ExitAsync());
        }

        await using NvrdProcess reset = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using (BoxApi api = await BoxApi.OpenAsync(reset))
        {
            JsonElement camera = Assert.Single((await api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray());
            Assert.Equal(("door", false), (camera.GetProperty("name").GetString(), camera.GetProperty("enabled").GetBoolean()));
            Assert.True((await api.RecentAsync(camera.GetProperty("id").GetString()!)).Seconds >= recorded);

            await Finger.HoldAsync(api, "power", TimeSpan.FromSeconds(0.3));
            Assert.Equal(0, await reset.ExitAsync());
        }
    }

    [Fact]
    public async Task Buzzer_SoundsForACameraThatIsLost_AndIsMutedAtThePanel()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        Assert.False(await SoundsAsync(api));

        await api.AddCameraAsync("nowhere", new Uri("rtsp://127.0.0.1:1/none"));
        await Wait.UntilAsync(() => SoundsAsync(api), Patience, () => $"the buzzer sounds\n{box.Log}");
        Assert.Contains("to see to", await DisplayAsync(api, "to see to"), StringComparison.Ordinal);

        await Finger.HoldAsync(api, "mute", TimeSpan.FromSeconds(0.2));
        await Wait.UntilAsync(async () => !await SoundsAsync(api), Patience, () => $"the buzzer is silent\n{box.Log}");
    }

    private static async Task<HttpClient> GuardAsync(BoxApi api, NvrdProcess box)
    {
        var account = new JsonObject { ["userName"] = "guard", ["password"] = "a guard's password" };
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guard", ["password"] = "a guard's password", ["role"] = "operator" });
        account["token"] = true;
        JsonElement session = await api.SendAsync(HttpMethod.Post, "sessions", account);
        var guard = new HttpClient { BaseAddress = new Uri(box.Address, "/api/v1/") };
        guard.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("token").GetString());
        return guard;
    }

    private static async Task<bool> SoundsAsync(BoxApi api) => (await api.GetAsync("panel")).GetProperty("buzzer").GetProperty("sounding").GetBoolean();

    private static async Task<string> DisplayAsync(BoxApi api, string part)
    {
        string words = "";
        await Wait.UntilAsync(
            async () => (words = string.Join(' ', (await api.GetAsync("panel")).GetProperty("display").GetProperty("words").EnumerateArray().Select(w => w.GetString())))
                .Contains(part, StringComparison.Ordinal),
            Patience,
            () => $"the display says '{part}'; it says '{words}'");
        return words;
    }

    private static string[] CodesOf(NvrdProcess box) =>
        [.. box.Log.ToString().Split('\n').Where(l => l.StartsWith("Setup code: ", StringComparison.Ordinal)).Select(l => l["Setup code: ".Length..].Trim())];
}
