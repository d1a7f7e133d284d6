using System.Text.Json;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>Settings files that were damaged between two runs.</summary>
public sealed class SettingsDamageTests(RecordedBox recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task CameraSettings_Damaged_AreKeptAsideAndTheEarlierCopyServes()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string settings = Path.Combine(scratch.Data, "settings", "cameras.json");
        await File.WriteAllTextAsync(settings, "{ \"cameras\": [ {", TestContext.Current.CancellationToken);

        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        IReadOnlyList<CameraReading> cameras = await api.CamerasAsync();
        JsonElement health = await api.GetAsync("health");

        // The copy before the last change knew the first camera.
        Assert.Contains(cameras, c => c.Name == "door");
        Assert.Contains(health.GetProperty("items").EnumerateArray(), i => i.GetProperty("sentence").GetString()!.Contains("settings", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(settings)!, "cameras.json.damaged-*"));
    }

    [Fact]
    public async Task Accounts_Damaged_NeverOpenTheBoxToStrangers()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string accounts = Path.Combine(scratch.Data, "settings", "accounts.json");
        await File.WriteAllTextAsync(accounts, "rubbish", TestContext.Current.CancellationToken);
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();

        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using var stranger = new HttpClient { BaseAddress = new Uri(box.Address, "/api/v1/") };
        using HttpResponseMessage answer = await stranger.GetAsync("cameras", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        // Whether the earlier copy serves or the setup code is needed again: whoever stands at the box gets in, and it records meanwhile.
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForStateAsync("door", "recording", Patience);
    }
}
