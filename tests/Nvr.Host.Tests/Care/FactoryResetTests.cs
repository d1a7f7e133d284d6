using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Care;

/// <summary>The reset to factory settings through the API: what is left of the box, whatever it was doing and whenever the power went.</summary>
public sealed class FactoryResetTests(RecordedBox recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Reset_WhileTheLastOfAnExportIsWrittenOut_IsDone_AndWhatIsOnTheKeyIsWhole()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        string folder;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.AddCameraAsync("door", cameras.Cameras[0].Url);
            await api.WaitForFootageAsync(["door"], 6, Patience);
            string stick = (await api.SendAsync(HttpMethod.Post, "sticks/simulated", new JsonObject { ["bytesPerSecond"] = 2_000 })).GetProperty("stick").GetString()!;
            await Wait.UntilAsync(async () => (await api.GetAsync("sticks")).GetProperty("sticks").EnumerateArray().Any(), Patience, () => $"the stick is seen\n{box.Log}");
            await api.SendAsync(HttpMethod.Post, "sticks/export", new JsonObject { ["stick"] = stick });
            await Wait.UntilAsync(async () => (await api.GetAsync("sticks")).GetProperty("export") is { ValueKind: JsonValueKind.Object } e && e.GetProperty("writtenBytes").GetInt64() > 0, Patience, () => $"it is being written\n{box.Log}");
            JsonElement outlook = await api.GetAsync("box/reset");
            Assert.Equal("""["usbExport"]""", outlook.GetProperty("underWay").GetRawText());

            await ResetAsync(api, eraseRecordings: false);
            Assert.Equal(0, await box.ExitAsync());
            folder = Path.Combine(scratch.Data, "simulated-sticks");
        }
        // The simulated key takes its time for the end alone: all was on it by then.
        string manifest = Assert.Single(Directory.EnumerateFiles(folder, "manifest.json", SearchOption.AllDirectories));
        ProgramResult verified = await NvrdProgram.RunAsync("verify", Path.GetDirectoryName(manifest)!);
        Assert.True(verified.ExitCode == 0, verified.ToString());

        await using NvrdProcess reset = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi after = await BoxApi.OpenAsync(reset);
        JsonElement camera = Assert.Single((await after.GetAsync("cameras")).GetProperty("cameras").EnumerateArray());
        Assert.False(camera.GetProperty("enabled").GetBoolean());
        Assert.True((await after.RecentAsync(camera.GetProperty("id").GetString()!)).Seconds >= 6);
    }

    [Fact]
    public async Task Reset_ThatWasAnswered_IsDone_WhenThePowerGoesInTheSameMoment_AndIsListed()
    {
        using var scratch = new Scratch();
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.SendAsync(HttpMethod.Put, "box", new JsonObject { ["name"] = "Shop" });
            await ResetAsync(api, eraseRecordings: false);
            await box.KillAsync();
        }

        await using NvrdProcess again = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi after = await BoxApi.OpenAsync(again);

        Assert.Equal(JsonValueKind.Null, (await after.GetAsync("box")).GetProperty("name").ValueKind);
        JsonElement first = (await after.GetAsync("audit")).GetProperty("entries").EnumerateArray().Last();
        Assert.Equal((BoxApi.UserName, "recordings kept"), (first.GetProperty("userName").GetString(), first.GetProperty("subject").GetString()));
        Assert.StartsWith("Reset the recorder to factory settings", first.GetProperty("deed").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_WithRecordings_LeavesNone_AlsoInTheBays_AndWhatIsRecordedNextStays()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        string mounted;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            CameraReading door = await api.AddCameraAsync("door", cameras.Cameras[0].Url);
            await api.WaitForFootageAsync(["door"], 4, Patience);
            RecordingsReading there = await api.RecentAsync(door.Id);
            await api.SendAsync(HttpMethod.Post, "holds", new JsonObject { ["camera"] = door.Id, ["from"] = there.Spans[0].Start.ToString(), ["to"] = there.Spans[0].Start.Plus(2_000_000).ToString(), ["reason"] = "Theft" });
            mounted = await MakeVolumeAsync(api);
            await Wait.UntilAsync(() => FilesIn(mounted) > 0, Patience, () => $"footage in the bays\n{box.Log}");
            Assert.True(FilesIn(Path.Combine(scratch.Data, "footage")) > 0);

            await ResetAsync(api, eraseRecordings: true);
            Assert.Equal(0, await box.ExitAsync());
        }

        await using NvrdProcess reset = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi after = await BoxApi.OpenAsync(reset);
        Assert.Empty((await after.GetAsync("cameras")).GetProperty("cameras").EnumerateArray());
        Assert.Empty((await after.GetAsync("holds")).GetProperty("holds").EnumerateArray());
        await Wait.UntilAsync(() => FilesIn(mounted) + FilesIn(Path.Combine(scratch.Data, "footage")) == 0, Patience, () => $"the recordings are gone\n{reset.Log}");
        Assert.Equal("with all recordings", (await after.GetAsync("audit")).GetProperty("entries").EnumerateArray().Last().GetProperty("subject").GetString());
        await after.AddCameraAsync("yard", cameras.Cameras[1].Url);
        await after.WaitForFootageAsync(["yard"], 4, Patience);
    }

    [Fact]
    public async Task Reset_WithRecordings_CutOffAgainAndAgainWhileItIsDone_EndsAsIfNothingHadBeen()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await ResetAsync(api, eraseRecordings: true);
            await box.KillAsync();
        }
        // Each start is cut off a little later than the one before.
        foreach (string seconds in new[] { "0.01", "0.02", "0.03", "0.04", "0.05", "0.07", "0.1", "0.15" })
        {
            try
            {
                await using NvrdProcess cut = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Through = ["timeout", "-s", "KILL", seconds] });
                // Where it listens by then: not killed from here, because that would hit the one with the watch alone.
                await cut.ExitAsync();
            }
            catch (InvalidOperationException)
            {
                // It was cut off before it listened.
            }
        }

        await using (NvrdProcess reset = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi after = await BoxApi.OpenAsync(reset);
            Assert.Empty((await after.GetAsync("cameras")).GetProperty("cameras").EnumerateArray());
            await Wait.UntilAsync(() => FilesIn(Path.Combine(scratch.Data, "footage")) == 0, Patience, () => $"the recordings are gone\n{reset.Log}");
            Assert.Equal(0, await reset.StopAsync());
        }
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.Combine(scratch.Data, "settings")), f => f.Contains("reset", StringComparison.Ordinal) || f.Contains("erase", StringComparison.Ordinal));
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    private static async Task ResetAsync(BoxApi api, bool eraseRecordings)
    {
        string name = (await api.GetAsync("box/reset")).GetProperty("name").GetString()!;
        var body = new JsonObject { ["password"] = BoxApi.Password, ["confirm"] = name, ["eraseRecordings"] = eraseRecordings };
        using HttpResponseMessage begun = await api.AskAsync(HttpMethod.Post, "box/reset", body.ToJsonString());
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
    }

    private static async Task<string> MakeVolumeAsync(BoxApi api)
    {
        await api.SendAsync(HttpMethod.Put, "disks/bays/1/simulated", new JsonObject { ["bytes"] = 4_000_000_000 });
        await Wait.UntilAsync(async () => (await api.GetAsync("disks")).GetProperty("disks").GetArrayLength() == 1, Patience, () => "the disk is seen");
        string disk = (await api.GetAsync("disks")).GetProperty("disks")[0].GetProperty("id").GetString()!;
        await api.SendAsync(HttpMethod.Post, "disks/volumes", new JsonObject { ["name"] = "footage", ["level"] = "single", ["disks"] = new JsonArray(disk) });
        string? at = null;
        await Wait.UntilAsync(
            async () => (at = (await api.GetAsync("disks")).GetProperty("volumes").EnumerateArray().Select(v => v.GetProperty("mountedAt").GetString()).FirstOrDefault()) is not null, Patience, () => "it is mounted");
        return at!;
    }

    private static int FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.mp4", SearchOption.AllDirectories).Count() : 0;
}
