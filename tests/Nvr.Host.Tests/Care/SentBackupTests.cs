using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Nvr.Storage.Backups;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Care;

/// <summary>Settings as a file over the network: from one box to another, and whatever else somebody may send.</summary>
public sealed class SentBackupTests
{
    private const string Passphrase = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_DownloadedFromOneBox_AreRestoredOnAnother_WhichKeepsItsRecordings()
    {
        using var one = new Scratch();
        using var other = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        byte[] backup;
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(one.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.AddCameraAsync("door", cameras.Cameras[0].Url);
            using HttpResponseMessage weak = await api.AskAsync(HttpMethod.Post, "box/backup", """{"passphrase":"short"}""");
            Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
            using HttpResponseMessage saved = await api.AskAsync(HttpMethod.Post, "box/backup", new JsonObject { ["passphrase"] = Passphrase }.ToJsonString());
            backup = await saved.Content.ReadAsByteArrayAsync(Cancellation);
            Assert.EndsWith(".nvrbackup", saved.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        }
        // The same as the USB key gets.
        Assert.Contains("device.key", BackupFile.Open(backup, Passphrase).Files.Keys);

        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(other.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.AddCameraAsync("yard", cameras.Cameras[1].Url);
            await api.WaitForFootageAsync(["yard"], 4, Patience);
            await RefusedAsync(api, "contents", new JsonObject { ["passphrase"] = Passphrase }, HttpStatusCode.NotFound, "No backup was sent");
            Assert.Equal((HttpStatusCode.OK, ""), await SendAsync(api, backup));
            await RefusedAsync(api, "contents", new JsonObject { ["passphrase"] = "wrong passphrase" }, HttpStatusCode.BadRequest, "The passphrase is wrong, or the backup is damaged.");
            JsonElement opened = await api.SendAsync(HttpMethod.Post, "box/backup/sent/contents", new JsonObject { ["passphrase"] = Passphrase });
            Assert.Equal(("""["door"]""", """["yard"]"""), (opened.GetProperty("cameras").GetRawText(), opened.GetProperty("formerCameras").GetRawText()));
            string name = opened.GetProperty("box").GetString()!;
            await RefusedAsync(api, "restore", new JsonObject { ["passphrase"] = Passphrase, ["confirm"] = "x" + name }, HttpStatusCode.BadRequest, $"type {name}");
            using HttpResponseMessage begun = await api.AskAsync(HttpMethod.Post, "box/backup/sent/restore", new JsonObject { ["passphrase"] = Passphrase, ["confirm"] = name }.ToJsonString());
            Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
            Assert.Equal(0, await box.ExitAsync());
        }
        Assert.Empty(Directory.GetFiles(other.Data, "sent*"));

        await using NvrdProcess restored = await NvrdProcess.StartAsync(new NvrdStart(other.Data));
        using BoxApi after = await BoxApi.OpenAsync(restored);
        JsonElement[] all = [.. (await after.GetAsync("cameras")).GetProperty("cameras").EnumerateArray()];
        Assert.Equal([("door", true), ("yard", false)], all.Select(c => (c.GetProperty("name").GetString()!, c.GetProperty("enabled").GetBoolean())));
        Assert.True((await after.RecentAsync(all[1].GetProperty("id").GetString()!)).Seconds >= 4);
    }

    [Fact]
    public async Task HostileFiles_AreRefusedWithASentence_AndWhatWasSentBeforeStays()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        byte[] good = BackupFile.Seal(new SettingsBackup(new BackupHeader("shop\u202e<b>", "yesterday", "0.0.1"), new Dictionary<string, byte[]> { ["device.key"] = new byte[32] }), Passphrase);
        Assert.Equal((HttpStatusCode.OK, ""), await SendAsync(api, good));
        byte[] newer = BackupFile.Seal(new SettingsBackup(new BackupHeader("shop", "2031-01-01T00:00:00Z", "99.0.0"), new Dictionary<string, byte[]>()), Passphrase);
        byte[] greedy = [.. good[..10], 0x7f, 0xff, 0xff, 0xff, .. good[14..]];

        await RefusedAsync(api, "settings of a toaster"u8.ToArray(), HttpStatusCode.UnprocessableEntity, "no settings backup");
        await RefusedAsync(api, [], HttpStatusCode.UnprocessableEntity, "no settings backup");
        await RefusedAsync(api, good[..30], HttpStatusCode.UnprocessableEntity, "damaged or incomplete");
        await RefusedAsync(api, newer, HttpStatusCode.UnprocessableEntity, "Update this recorder first");
        await RefusedAsync(api, greedy, HttpStatusCode.UnprocessableEntity, "damaged or incomplete");
        await RefusedAsync(api, [.. good, .. new byte[BackupFile.LargestBytes]], HttpStatusCode.BadRequest, "at most 16 MB");
        await RefusedAsync(api, new EndlessContent(good), HttpStatusCode.BadRequest, "at most 16 MB");

        Assert.Equal("shop<b>", (await api.SendAsync(HttpMethod.Post, "box/backup/sent/contents", new JsonObject { ["passphrase"] = Passphrase })).GetProperty("box").GetString());
        Assert.Equal([Path.Combine(scratch.Data, "sent.nvrbackup")], Directory.GetFiles(scratch.Data, "sent*"));
        await api.SendAsync(HttpMethod.Delete, "box/backup/sent", null);
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
    }

    private static async Task<(HttpStatusCode, string)> SendAsync(BoxApi api, byte[] content) => await SendAsync(api, new ByteArrayContent(content));

    private static async Task<(HttpStatusCode, string)> SendAsync(BoxApi api, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage answer = await api.Http.PutAsync("box/backup/sent", content, Cancellation);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static Task RefusedAsync(BoxApi api, byte[] content, HttpStatusCode status, string words) => RefusedAsync(api, new ByteArrayContent(content), status, words);

    private static async Task RefusedAsync(BoxApi api, HttpContent content, HttpStatusCode status, string words)
    {
        (HttpStatusCode answered, string said) = await SendAsync(api, content);
        Assert.True(answered == status && said.Contains(words, StringComparison.Ordinal), $"{answered} {said}");
    }

    private static async Task RefusedAsync(BoxApi api, string path, JsonObject body, HttpStatusCode status, string words)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, $"box/backup/sent/{path}", body.ToJsonString());
        string said = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == status && said.Contains(words, StringComparison.Ordinal), $"{path}: {answer.StatusCode} {said}");
    }

    /// <summary>Begins as a backup and tells no length: nobody knows beforehand how much there is to come.</summary>
    private sealed class EndlessContent(byte[] start) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(start);
            byte[] more = Encoding.ASCII.GetBytes(new string('x', 64 << 10));
            for (int i = 0; i <= BackupFile.LargestBytes / more.Length; i++)
            {
                await stream.WriteAsync(more);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
