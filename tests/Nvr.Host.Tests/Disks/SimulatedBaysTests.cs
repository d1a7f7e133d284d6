using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Disks;

/// <summary>The disks of the simulated board, looked after by the program that records: a volume is made, loses disks, is mended, and fails.</summary>
public sealed class SimulatedBaysTests
{
    private const string Name = "footage";
    private const long DiskBytes = 4_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Volume_OfThreeDisks_IsRecordedTo_MendsItself_AndWhenItFailsMemoryTakesOver()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.AddCameraAsync("door", cameras.Cameras[0].Url);
        await api.WaitForFootageAsync(["door"], 2, Patience);
        string home = Path.Combine(scratch.Data, "footage", "segments");
        await PlugAllAsync(api, 3);

        await MakeAsync(api, "raid5", 3);
        await WaitForConditionAsync(api, "clean");
        string mounted = (await VolumeAsync(api)).GetProperty("mountedAt").GetString()!;
        await WaitForFilesAsync(Path.Combine(mounted, "segments"), 1);
        int atHome = FilesIn(home);

        await PlugAsync(api, "2", 0);
        await WaitForConditionAsync(api, "degraded");
        Assert.Equal("failed", await BayAsync(api, "2"));
        Assert.Contains("(bay 2)", await HealthAsync(api), StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await LightAsync(api, "2") == "red", Patience, () => "the light of bay 2 is red");
        await PlugAsync(api, "2", DiskBytes);
        await WaitForConditionAsync(api, "rebuilding");
        await WaitForConditionAsync(api, "clean");

        await PlugAsync(api, "1", 0);
        await PlugAsync(api, "3", 0);
        await WaitForConditionAsync(api, "failed");
        await Wait.UntilAsync(
            async () => (await api.GetAsync("storage")).GetProperty("volumes").EnumerateArray().Any(v => v.GetProperty("path").GetString()!.EndsWith("/ring", StringComparison.Ordinal) && v.GetProperty("footageBytes").GetInt64() > 0),
            Patience,
            () => "memory takes over");
        Assert.Equal(atHome, FilesIn(home));
        Assert.False(Directory.Exists(mounted));
    }

    [Fact]
    public async Task Volume_IsRecordedToAgain_AfterARestart()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        string mounted;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await PlugAllAsync(api, 2);
            await MakeAsync(api, "raid1", 2);
            mounted = (await VolumeAsync(api)).GetProperty("mountedAt").GetString()!;
            await api.AddCameraAsync("door", cameras.Cameras[0].Url);
            await WaitForFilesAsync(Path.Combine(mounted, "segments"), 1);
        }
        int before = FilesIn(Path.Combine(mounted, "segments"));

        await using NvrdProcess again = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi after = await BoxApi.OpenAsync(again);

        await WaitForFilesAsync(Path.Combine(mounted, "segments"), before + 1);
        Assert.Equal(0, FilesIn(Path.Combine(scratch.Data, "footage", "segments")));
        await after.WaitForFootageAsync(["door"], 3, Patience);
    }

    [Fact]
    public async Task Erasing_IsDoneForWhoTypesTheName_AndForNobodyElse()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await PlugAllAsync(api, 2);
        await MakeAsync(api, "raid1", 2);
        JsonElement volume = await VolumeAsync(api);
        string id = volume.GetProperty("id").GetString()!;
        string disk = (await api.GetAsync("disks")).GetProperty("disks")[0].GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(api, $"disks/{disk}/erase", disk));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(api, $"disks/volumes/{id}/delete", "other"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(api, "disks/volumes/none/delete", Name));
        Assert.True(Directory.Exists(volume.GetProperty("mountedAt").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(api, $"disks/volumes/{id}/delete", Name));
        await WaitForWorkAsync(api);

        JsonElement disks = await api.GetAsync("disks");
        Assert.Empty(disks.GetProperty("volumes").EnumerateArray());
        Assert.All(disks.GetProperty("disks").EnumerateArray(), d => Assert.True(d.GetProperty("isBlank").GetBoolean()));
        Assert.False(Directory.Exists(volume.GetProperty("mountedAt").GetString()));
    }

    private static async Task PlugAllAsync(BoxApi api, int count)
    {
        for (int bay = 1; bay <= count; bay++)
        {
            await PlugAsync(api, $"{bay}", DiskBytes);
        }
        await Wait.UntilAsync(async () => (await api.GetAsync("disks")).GetProperty("disks").GetArrayLength() == count, Patience, () => $"{count} disks are seen");
    }

    private static Task<JsonElement> PlugAsync(BoxApi api, string bay, long bytes) => api.SendAsync(HttpMethod.Put, $"disks/bays/{bay}/simulated", new JsonObject { ["bytes"] = bytes });

    private static async Task MakeAsync(BoxApi api, string level, int count)
    {
        JsonArray disks = [.. (await api.GetAsync("disks")).GetProperty("disks").EnumerateArray().Take(count).Select(d => (JsonNode)d.GetProperty("id").GetString()!)];
        await api.SendAsync(HttpMethod.Post, "disks/volumes", new JsonObject { ["name"] = Name, ["level"] = level, ["disks"] = disks });
        await WaitForWorkAsync(api);
    }

    private static async Task WaitForWorkAsync(BoxApi api)
    {
        JsonElement work = default;
        await Wait.UntilAsync(async () => (work = (await api.GetAsync("disks")).GetProperty("work")).GetProperty("state").GetString() != "running", Patience, () => $"{work}");
        Assert.True(work.GetProperty("state").GetString() == "done", $"{work}");
    }

    private static async Task WaitForConditionAsync(BoxApi api, string condition)
    {
        JsonElement last = default;
        await Wait.UntilAsync(async () => (last = await VolumeAsync(api)).GetProperty("condition").GetString() == condition, Patience, () => $"the volume is {condition}: {last}");
    }

    private static Task WaitForFilesAsync(string folder, int count) => Wait.UntilAsync(() => FilesIn(folder) >= count, Patience, () => $"{count} files in {folder}");

    private static int FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.mp4", SearchOption.AllDirectories).Count() : 0;

    private static async Task<JsonElement> VolumeAsync(BoxApi api) =>
        (await api.GetAsync("disks")).GetProperty("volumes").EnumerateArray().Single(v => v.GetProperty("name").GetString() == Name);

    private static async Task<string?> BayAsync(BoxApi api, string bay) =>
        (await api.GetAsync("disks")).GetProperty("bays").EnumerateArray().Single(b => b.GetProperty("name").GetString() == bay).GetProperty("state").GetString();

    private static async Task<string?> LightAsync(BoxApi api, string bay) => (await api.GetAsync("panel")).GetProperty("leds").EnumerateArray()
        .Single(l => l.GetProperty("group").GetString() == "bay" && l.GetProperty("name").GetString() == bay).GetProperty("colour").GetString();

    private static async Task<string> HealthAsync(BoxApi api) =>
        (await api.GetAsync("health")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("part").GetString() == "array/" + Name).GetProperty("sentence").GetString()!;

    private static async Task<HttpStatusCode> PostAsync(BoxApi api, string path, string confirm)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, path, JsonSerializer.Serialize(new { confirm }));
        return answer.StatusCode;
    }
}
