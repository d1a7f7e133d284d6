using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Nvr.Storage.Backups;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Sticks;

/// <summary>What a stick carries beside exports, on the simulated board: settings to another box and back, models, updates.</summary>
public sealed class CargoTests
{
    private const string Passphrase = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Settings_SavedOnOneBox_AreRestoredOnAnother_WhichStillFindsItsOwnRecordings()
    {
        using var one = new Scratch();
        using var other = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        string backup;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(one.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.AddCameraAsync("door", cameras.Cameras[0].Url);
            string stick = await PlugAsync(api, new JsonObject());
            await RefusedAsync(api, $"sticks/{stick}/backup", new JsonObject { ["passphrase"] = "short" }, HttpStatusCode.BadRequest, "8 to 200 characters");

            string file = (await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/backup", new JsonObject { ["passphrase"] = Passphrase })).GetProperty("file").GetString()!;

            Assert.Equal("safeToRemove", (await api.GetAsync("sticks")).GetProperty("export").GetProperty("state").GetString());
            backup = Path.Combine(FolderOf(one, stick), file);
            Assert.Equal([backup], Directory.GetFiles(FolderOf(one, stick)));
        }

        string confirm;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(other.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.AddCameraAsync("yard", cameras.Cameras[1].Url);
            await api.WaitForFootageAsync(["yard"], 4, Patience);
            string stick = await PlugAsync(api, new JsonObject());
            await LookAsync(api, stick);
            File.Copy(backup, Path.Combine(FolderOf(other, stick), "mine.nvrbackup"));
            await File.WriteAllTextAsync(Path.Combine(FolderOf(other, stick), "foreign.nvrbackup"), "settings of a toaster", TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(FolderOf(other, stick), "damaged.nvrbackup"), (await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken))[..^9], TestContext.Current.CancellationToken);
            var newest = new SettingsBackup(new BackupHeader("shop", "2031-01-01T00:00:00Z", "99.0.0"), new Dictionary<string, byte[]>());
            await File.WriteAllBytesAsync(Path.Combine(FolderOf(other, stick), "newer.nvrbackup"), BackupFile.Seal(newest, Passphrase), TestContext.Current.CancellationToken);
            JsonElement[] items = await LookAsync(api, stick);
            Assert.Contains("version 99.0.0, which is newer", items[3].GetProperty("sentence").GetString(), StringComparison.Ordinal);
            Assert.Equal([("damaged.nvrbackup", true), ("foreign.nvrbackup", false), ("mine.nvrbackup", true), ("newer.nvrbackup", false)], items.Select(i => (i.GetProperty("file").GetString()!, i.GetProperty("isUsable").GetBoolean())));
            JsonObject Asked(string file, string passphrase) => new() { ["file"] = file, ["passphrase"] = passphrase };
            await RefusedAsync(api, $"sticks/{stick}/backup/contents", Asked("mine.nvrbackup", "wrong passphrase"), HttpStatusCode.BadRequest, "The passphrase is wrong, or the backup is damaged.");
            await RefusedAsync(api, $"sticks/{stick}/backup/contents", Asked("damaged.nvrbackup", Passphrase), HttpStatusCode.BadRequest, "or the backup is damaged. Enter the passphrase again");
            await RefusedAsync(api, $"sticks/{stick}/backup/contents", Asked("newer.nvrbackup", Passphrase), HttpStatusCode.UnprocessableEntity, "Update this recorder first.");
            await RefusedAsync(api, $"sticks/{stick}/backup/contents", Asked("../nvrd.lock", Passphrase), HttpStatusCode.NotFound, "not found on this USB key");

            JsonElement opened = await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/backup/contents", Asked("mine.nvrbackup", Passphrase));
            Assert.Equal(("""["door"]""", """["yard"]""", $"""["{BoxApi.UserName}"]"""), (opened.GetProperty("cameras").GetRawText(), opened.GetProperty("formerCameras").GetRawText(), opened.GetProperty("people").GetRawText()));
            confirm = opened.GetProperty("box").GetString()!;
            JsonObject wish = Asked("mine.nvrbackup", Passphrase);
            wish["confirm"] = "another box";
            await RefusedAsync(api, $"sticks/{stick}/backup/restore", wish, HttpStatusCode.BadRequest, $"type {confirm}");
            wish["confirm"] = confirm;
            using HttpResponseMessage begun = await api.AskAsync(HttpMethod.Post, $"sticks/{stick}/backup/restore", wish.ToJsonString());
            Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
            Assert.Equal(0, await box.ExitAsync());
        }

        await using NvrdProcess restored = await NvrdProcess.StartAsync(new NvrdStart(other.Data));
        using (BoxApi api = await BoxApi.OpenAsync(restored))
        {
            JsonElement[] all = [.. (await api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray()];
            Assert.Equal([("door", true), ("yard", false)], all.Select(c => (c.GetProperty("name").GetString()!, c.GetProperty("enabled").GetBoolean())));
            await api.WaitForFootageAsync(["door"], 3, Patience);
            Assert.True((await api.RecentAsync(all[1].GetProperty("id").GetString()!)).Seconds >= 4);
        }
    }

    [Fact]
    public async Task Models_AreCopiedWithTheirHash_ListedAndRemoved_AndWrongOnesRefused()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string stick = await PlugAsync(api, new JsonObject());
        Assert.Empty(await LookAsync(api, stick));
        string folder = FolderOf(scratch, stick);
        byte[] model = [8, 7, .. new byte[100_000]];
        await PutAsync(folder, "people.onnx", model);
        await PutAsync(folder, "people.json", """{"name":"People\u202e <b>","classes":["person"],"input":{"width":320,"height":320},"licence":"MIT"}"""u8.ToArray());
        await PutAsync(folder, "alone.onnx", model);
        await PutAsync(folder, "odd.onnx", model);
        await PutAsync(folder, "odd.json", """{"name":"Odd","classes":[],"input":{"width":320,"height":320},"licence":"MIT"}"""u8.ToArray());
        await PutAsync(folder, "zip.onnx", "PK\x3\x4 no model"u8.ToArray());
        await PutAsync(folder, "zip.json", """{"name":"Zip","classes":["a"],"input":{"width":320,"height":320},"licence":"MIT"}"""u8.ToArray());

        JsonElement[] items = await LookAsync(api, stick);

        Assert.Contains("alone.json, is not beside it", items[0].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("1 to 1000 classes", items[1].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(("People <b>", true), (items[2].GetProperty("name").GetString(), items[2].GetProperty("isUsable").GetBoolean()));
        await RefusedAsync(api, $"sticks/{stick}/models", new JsonObject { ["file"] = "zip.onnx" }, HttpStatusCode.UnprocessableEntity, "no model in the ONNX format");
        JsonElement taken = await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/models", new JsonObject { ["file"] = "people.onnx" });
        JsonElement listed = Assert.Single(taken.GetProperty("models").EnumerateArray());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(model)), listed.GetProperty("sha256").GetString());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(scratch.Data, "models")).Length);

        JsonElement left = await api.SendAsync(HttpMethod.Delete, $"models/{listed.GetProperty("id").GetString()}", null);
        Assert.Empty(left.GetProperty("models").EnumerateArray());
        Assert.Empty(Directory.GetFiles(Path.Combine(scratch.Data, "models")));
    }

    [Fact]
    public async Task Manifest_OfAModel_IsReadInFull_AndEachRefusalNamesTheField()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string stick = await PlugAsync(api, new JsonObject());
        await LookAsync(api, stick);
        string folder = FolderOf(scratch, stick);
        (string Input, string Head, string? Refusal)[] manifests =
        [
            (""","layout":"nhwc","colours":"bgr","type":"float","fit":"stretch","scale":1,"mean":[123.7,116.3,103.5],"deviation":[58,57,57]""", """{"style":"ssd","boxes":"cornerSharesYx","scores":"sigmoid","leastConfidence":0.25,"mostOverlap":0.6}""", null),
            (""","layout":"nchw9""" + "\"", "{}", "\"layout\" in its manifest is \"nchw9\", and can be nchw, nhwc."),
            (""","colours":"1""" + "\"", "{}", "and can be rgb, bgr."),
            (""","type":"double""" + "\"", "{}", "\"type\""),
            (""","fit":"crop""" + "\"", "{}", "\"fit\""),
            (""","scale":0""", "{}", "\"scale\""),
            (""","mean":[1,2]""", "{}", "\"mean\" in its manifest has to be three numbers"),
            (""","deviation":[1,0,1]""", "{}", "\"deviation\" in its manifest has to be three numbers other than 0"),
            ("", """{"style":"resnet"}""", "and can be yolo, yoloObjectness, ssd, detr."),
            ("", """{"boxes":"round"}""", "\"boxes\""),
            ("", """{"scores":"high"}""", "\"scores\""),
            ("", """{"leastConfidence":0}""", "\"leastConfidence\""),
            ("", """{"mostOverlap":1.5}""", "\"mostOverlap\""),
            ("", """{"style":7}""", "not right in line 1"),
        ];
        for (int i = 0; i < manifests.Length; i++)
        {
            await PutAsync(folder, $"m{i:00}.onnx", [8, 7, .. new byte[100]]);
            string text = $$"""{"name":"M","classes":["person"],"input":{"width":320,"height":320{{manifests[i].Input}}},"head":{{manifests[i].Head}},"licence":"MIT"}""";
            await PutAsync(folder, $"m{i:00}.json", System.Text.Encoding.UTF8.GetBytes(text));
        }

        JsonElement[] items = await LookAsync(api, stick);

        Assert.Equal(manifests.Length, items.Length);
        for (int i = 0; i < manifests.Length; i++)
        {
            Assert.Equal(manifests[i].Refusal is null, items[i].GetProperty("isUsable").GetBoolean());
            Assert.Contains(manifests[i].Refusal ?? "A model that tells person apart", items[i].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        }
        await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/models", new JsonObject { ["file"] = "m00.onnx" });
        string kept = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(scratch.Data, "models"), "*.json")), TestContext.Current.CancellationToken);
        Assert.All(["Nhwc", "Bgr", "Stretch", "123.7", "Ssd", "CornerSharesYx", "Sigmoid", "0.25"], w => Assert.Contains(w, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Updates_AreShownAndInstalled_AndEachRefusalIsASentence()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string stick = await PlugAsync(api, new JsonObject());
        await LookAsync(api, stick);
        string folder = FolderOf(scratch, stick);
        await PutAsync(folder, "a-good.raucb", """{"version":"2.0","compatible":"simulated"}"""u8.ToArray());
        await PutAsync(folder, "b-other.raucb", """{"version":"2.0","compatible":"toaster"}"""u8.ToArray());
        await PutAsync(folder, "c-unsigned.raucb", """{"version":"2.0","compatible":"simulated","fault":"signature"}"""u8.ToArray());
        await PutAsync(folder, "d-damaged.raucb", """{"version":"3.0","compatible":"simulated","fault":"damage"}"""u8.ToArray());

        JsonElement[] items = await LookAsync(api, stick);
        Assert.Equal([true, false, false, true], items.Select(i => i.GetProperty("isUsable").GetBoolean()));
        Assert.Contains("toaster", items[1].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("not signed", items[2].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await RefusedAsync(api, $"sticks/{stick}/update", new JsonObject { ["file"] = "a-good.raucb", ["confirm"] = "1.0" }, HttpStatusCode.BadRequest, "type 2.0");

        await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/update", new JsonObject { ["file"] = "a-good.raucb", ["confirm"] = "2.0" });
        await RefusedAsync(api, $"sticks/{stick}/release", [], HttpStatusCode.Conflict, "An update is being installed from this USB key.");
        Assert.Equal("installed", await EndOfUpdateAsync(api));

        await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/update", new JsonObject { ["file"] = "d-damaged.raucb", ["confirm"] = "3.0" });
        Assert.Equal("failed", await EndOfUpdateAsync(api));

        await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/update", new JsonObject { ["file"] = "a-good.raucb", ["confirm"] = "2.0" });
        await api.SendAsync(HttpMethod.Delete, $"sticks/{stick}/simulated", null);
        Assert.Equal("failed", await EndOfUpdateAsync(api));
        Assert.StartsWith("The USB key was pulled out while the update was installed.", (await api.GetAsync("cargo")).GetProperty("update").GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task Policy_SwitchesEachKindOff_AlsoForWhoKnowsTheRoute()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string stick = await PlugAsync(api, new JsonObject());
        await LookAsync(api, stick);
        await PutAsync(FolderOf(scratch, stick), "a.raucb", """{"version":"2.0","compatible":"simulated"}"""u8.ToArray());
        await LookAsync(api, stick);

        await api.SendAsync(HttpMethod.Put, "cargo/policy", new JsonObject { ["updates"] = false, ["backups"] = false });

        Assert.Contains("Updates on USB keys are switched off", Assert.Single(await LookAsync(api, stick)).GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await RefusedAsync(api, $"sticks/{stick}/update", new JsonObject { ["file"] = "a.raucb", ["confirm"] = "2.0" }, HttpStatusCode.Forbidden, "switched off");
        await RefusedAsync(api, $"sticks/{stick}/backup", new JsonObject { ["passphrase"] = Passphrase }, HttpStatusCode.Forbidden, "switched off");
    }

    private static async Task<string> PlugAsync(BoxApi api, JsonObject stick)
    {
        string id = (await api.SendAsync(HttpMethod.Post, "sticks/simulated", stick)).GetProperty("stick").GetString()!;
        await Wait.UntilAsync(async () => (await api.GetAsync("sticks")).GetProperty("sticks").EnumerateArray().Any(s => s.GetProperty("id").GetString() == id), Patience, () => $"stick {id}");
        return id;
    }

    private static async Task<JsonElement[]> LookAsync(BoxApi api, string stick) =>
        [.. (await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/cargo", null)).GetProperty("found").GetProperty("items").EnumerateArray()];

    private static async Task<string> EndOfUpdateAsync(BoxApi api)
    {
        string state = "";
        await Wait.UntilAsync(async () => (state = (await api.GetAsync("cargo")).GetProperty("update").GetProperty("state").GetString()!) != "installing", Patience, () => "the end of the update");
        return state;
    }

    private static async Task RefusedAsync(BoxApi api, string path, JsonObject body, HttpStatusCode status, string words)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, path, body.ToJsonString());
        string said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status && said.Contains(words, StringComparison.Ordinal), $"{path}: {answer.StatusCode} {said}");
    }

    private static Task PutAsync(string folder, string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(folder, name), content, TestContext.Current.CancellationToken);

    /// <summary>The stick's files, mounted or not.</summary>
    private static string FolderOf(Scratch scratch, string stick)
    {
        string sticks = Path.Combine(scratch.Data, "simulated-sticks");
        return new[] { Path.Combine(sticks, "mounted", stick), Path.Combine(sticks, stick + ".stick") }.First(Directory.Exists);
    }
}
