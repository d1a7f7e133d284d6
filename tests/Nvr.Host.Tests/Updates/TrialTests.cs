using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Updates;

/// <summary>An update from its installation until it is proven, or until the former system runs again, over restarts and kills.</summary>
public sealed class TrialTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Update_ThatRecordsAsBefore_HasProvenItself()
    {
        using var scratch = new Scratch();
        var systems = new TwoSystems(scratch);
        await systems.SetBoardAsync(haste: 3);
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await InstallAsync(scratch, systems, cameras);

        await using NvrdProcess box = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.New, "B"));
        using BoxApi api = await BoxApi.OpenAsync(box);
        JsonElement system = await UpdateBox.WaitUntilProvenAsync(api, box);

        Assert.Equal((TwoSystems.New, "B"), (system.GetProperty("version").GetString(), system.GetProperty("slot").GetString()));
        await UpdateBox.WaitForLastAsync(api, box, "proven");
        Assert.Equal([$"The update has proven itself: {TwoSystems.Old} → {TwoSystems.New}"], await UpdateBox.WaitForDeedsAsync(api, box));
        Assert.Empty(await UpdateBox.HealthAsync(api));
        Assert.False(Directory.Exists(Path.Combine(scratch.Data, "settings", "former")));
        Assert.True((await api.RecentAsync((await api.CameraAsync("door")).Id)).Seconds > 0);
    }

    [Fact]
    public async Task Update_ThatDoesNotRecord_GoesBackByItself_WithTheSettingsFromBefore_AndWhatWasAddedSince()
    {
        using var scratch = new Scratch();
        var systems = new TwoSystems(scratch);
        await systems.SetBoardAsync(haste: 20);
        await using (SimCameraServer cameras = await RecordedBox.ServeAsync())
        {
            await InstallAsync(scratch, systems, cameras);
        }
        await using (NvrdProcess box = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.New, "B")))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            Assert.Equal("onTrial", (await UpdateBox.SystemAsync(api)).GetProperty("state").GetString());
            await api.SendAsync(HttpMethod.Put, "box", new JsonObject { ["name"] = "Renamed" });
            await api.AddCameraAsync("yard", new Uri("rtsp://127.0.0.1:9/yard"));
            // What only a newer program writes.
            await File.WriteAllTextAsync(Path.Combine(scratch.Data, "settings", "accounts.json"), """{"people":"in a form that nobody knew before"}""", TestContext.Current.CancellationToken);

            Assert.Equal(0, await box.ExitAsync());
            Assert.Contains("is not good (Recording): the box restarts to go back to", box.Log.ToString(), StringComparison.Ordinal);
        }

        await using NvrdProcess former = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A"));
        using BoxApi after = await BoxApi.OpenAsync(former);
        JsonElement system = await UpdateBox.WaitForLastAsync(after, former, "wentBack");
        string sentence = $"The update to {TwoSystems.New} did not record; the recorder went back to {TwoSystems.Old} by itself.";

        Assert.Equal(sentence, system.GetProperty("last").GetProperty("sentence").GetString());
        Assert.Equal([sentence], await UpdateBox.HealthAsync(after));
        await UpdateBox.WaitUntilProvenAsync(after, former);
        Assert.Equal([$"The recorder went back to the version before the update: {TwoSystems.Old} → {TwoSystems.New}"], await UpdateBox.WaitForDeedsAsync(after, former));
        Assert.Equal("Shop", (await after.GetAsync("box")).GetProperty("name").GetString());
        Assert.Equal(["door", "yard"], (await after.CamerasAsync()).Select(c => c.Name).Order());
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(scratch.Data, "settings"), "*.damaged-*"), _ => true);

        await after.SendAsync(HttpMethod.Post, "box/update/seen", null);
        Assert.Empty(await UpdateBox.HealthAsync(after));
        Assert.False((await UpdateBox.SystemAsync(after)).GetProperty("last").GetProperty("isNew").GetBoolean());
    }

    [Fact]
    public async Task Update_WhoseProgramEndsAgainAndAgain_GoesBackByItself()
    {
        using var scratch = new Scratch();
        var systems = new TwoSystems(scratch);
        await systems.SetBoardAsync(haste: 1);
        await using (SimCameraServer cameras = await RecordedBox.ServeAsync())
        {
            await InstallAsync(scratch, systems, cameras);
        }
        NvrdStart start = await systems.BootAsync(TwoSystems.New, "B");
        for (int times = 0; times < 5; times++)
        {
            await using NvrdProcess dying = await NvrdProcess.StartAsync(start);
            await dying.KillAsync();
        }

        // On a busy machine it goes back before its page answers.
        await using (NvrdProcess last = NvrdProcess.Launch(start))
        {
            Assert.True(await last.ExitAsync() == 0, last.Log.ToString());
        }

        await using NvrdProcess former = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A"));
        using BoxApi after = await BoxApi.OpenAsync(former);
        JsonElement system = await UpdateBox.WaitForLastAsync(after, former, "wentBack");
        Assert.Contains("ended again and again", system.GetProperty("last").GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ThatNeverStarted_IsToldAsThat_AndOneThatWasCutOffAsCutOff()
    {
        using var scratch = new Scratch();
        var systems = new TwoSystems(scratch);
        await systems.SetBoardAsync(haste: 1);
        await using (NvrdProcess box = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A")))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await UpdateBox.SendAsync(api, TwoSystems.New);
            await UpdateBox.InstallAsync(api, TwoSystems.New);
            Assert.Equal("waiting", (await UpdateBox.SystemAsync(api)).GetProperty("last").GetProperty("state").GetString());
            await box.KillAsync();
        }
        await using (NvrdProcess again = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A")))
        {
            using BoxApi api = await BoxApi.OpenAsync(again);
            JsonElement system = await UpdateBox.WaitForLastAsync(api, again, "wentBack");
            Assert.Contains("did not start", system.GetProperty("last").GetProperty("sentence").GetString(), StringComparison.Ordinal);

            await UpdateBox.SendAsync(api, "2026.12.1");
            await api.SendAsync(HttpMethod.Post, "box/update/sent/install", new JsonObject { ["confirm"] = "2026.12.1" });
            Assert.Empty(await UpdateBox.HealthAsync(api));
            using HttpResponseMessage refused = await api.AskAsync(HttpMethod.Post, "box/restart", null);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            await again.KillAsync();
        }

        await using NvrdProcess last = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A"));
        using BoxApi after = await BoxApi.OpenAsync(last);
        await UpdateBox.WaitForLastAsync(after, last, "brokenOff");
    }

    [Fact]
    public async Task Update_ThatIsOlder_IsRefused_BeforeAnythingIsWritten_AndTheSameVersionIsNot()
    {
        using var scratch = new Scratch();
        var systems = new TwoSystems(scratch);
        await systems.SetBoardAsync(haste: 1);
        await using NvrdProcess box = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.New, "B"));
        using BoxApi api = await BoxApi.OpenAsync(box);

        (HttpStatusCode status, string text) = await UpdateBox.SendAsync(api, TwoSystems.Old);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"version {TwoSystems.Old}, is older than what this recorder runs ({TwoSystems.New})", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UpdateBox.SendAsync(api, "nightly")).Status);
        Assert.Equal(HttpStatusCode.OK, (await UpdateBox.SendAsync(api, TwoSystems.New)).Status);
        await UpdateBox.InstallAsync(api, TwoSystems.New);
    }

    /// <summary>A box that records one camera has the newer version installed, and restarts.</summary>
    private static async Task InstallAsync(Scratch scratch, TwoSystems systems, SimCameraServer cameras)
    {
        await using NvrdProcess box = await NvrdProcess.StartAsync(await systems.BootAsync(TwoSystems.Old, "A"));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.SendAsync(HttpMethod.Put, "box", new JsonObject { ["name"] = "Shop" });
        await api.AddCameraAsync("door", cameras.Cameras[0].Url);
        await api.WaitForFootageAsync(["door"], 4, Patience);
        JsonElement system = await UpdateBox.WaitUntilProvenAsync(api, box);
        Assert.Equal((TwoSystems.Old, "A", JsonValueKind.Null), (system.GetProperty("version").GetString(), system.GetProperty("slot").GetString(), system.GetProperty("last").ValueKind));
        Assert.Equal(HttpStatusCode.OK, (await UpdateBox.SendAsync(api, TwoSystems.New)).Status);
        await UpdateBox.InstallAsync(api, TwoSystems.New);
        Assert.Equal("waiting", (await UpdateBox.SystemAsync(api)).GetProperty("last").GetProperty("state").GetString());
        Assert.Contains("\"isInstalled\": true", await File.ReadAllTextAsync(Path.Combine(scratch.Data, "settings", "update.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await api.SendAsync(HttpMethod.Post, "box/restart", null);

        Assert.Equal(0, await box.ExitAsync());
    }
}
