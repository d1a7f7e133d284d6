using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Exports;

/// <summary>Exports to be downloaded, by the program as it is published.</summary>
public sealed class ExportQueueTests(RecordedBox recorded)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exports_OrderedAtOnce_AreMadeOneByOne_TheMovieAsTheApiHasIt_TheFolderAsTheVerifierWantsIt()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        UtcRange range = recorded.Everything;

        string[] ids = await Task.WhenAll(box.OrderAsync(range, "mp4", "door"), box.OrderAsync(range, "zip", "door", "yard"), box.OrderAsync(range, "zip", "yard"));

        foreach (string id in ids)
        {
            Assert.Equal("ready", (await box.WaitForEndAsync(id)).GetProperty("state").GetString());
        }
        string door = (await box.Api.CameraAsync("door")).Id;
        await box.Api.DownloadAsync($"cameras/{door}/video.mp4?from={range.Start}&to={range.End}", box.At("api.mp4"));
        Assert.Equal(await File.ReadAllBytesAsync(box.At("api.mp4"), Cancellation), await File.ReadAllBytesAsync(await box.DownloadAsync(ids[0], "export.mp4"), Cancellation));
        foreach ((string id, int movies) in new[] { (ids[1], 2), (ids[2], 1) })
        {
            string folder = await UnpackAsync(box, id);
            Assert.Equal(movies, Directory.GetFiles(folder, "*.mp4").Length);
            ProgramResult verified = await NvrdProgram.RunAsync("verify", folder);
            Assert.True(verified.ExitCode == 0, verified.ToString());
        }
    }

    [Fact]
    public async Task Kill_InTheMiddle_LosesNoOrder_AndLeavesWhatWasReady()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string ready = await box.OrderAsync(recorded.Everything, "zip", "yard");
        await box.WaitForEndAsync(ready);
        byte[] before = await File.ReadAllBytesAsync(await box.DownloadAsync(ready, "before.zip"), Cancellation);
        List<string> ordered = [];
        for (int i = 0; i < 5; i++)
        {
            ordered.Add(await box.OrderAsync(recorded.Everything, "zip", "door", "yard"));
        }

        await box.KillAsync();
        await box.StartAgainAsync();

        foreach (string id in ordered)
        {
            Assert.Equal("ready", (await box.WaitForEndAsync(id)).GetProperty("state").GetString());
        }
        ProgramResult verified = await NvrdProgram.RunAsync("verify", await UnpackAsync(box, ordered[^1]));
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal(before, await File.ReadAllBytesAsync(await box.DownloadAsync(ready, "after.zip"), Cancellation));
        await Wait.UntilAsync(async () => await HoldsAsync(box) == 1 + (5 * 2), ExportBox.Patience, () => "the holds of six exports");
        foreach (string id in ordered.Append(ready))
        {
            await box.Api.SendAsync(HttpMethod.Delete, $"exports/{id}", null);
        }
        Assert.Equal(0, await HoldsAsync(box));
        Assert.Empty(Directory.GetFiles(Path.Combine(box.At("data"), "settings", "exports")));
    }

    [Fact]
    public async Task WhatWasKeptOfAnExport_Damaged_IsMadeAnew()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string id = await box.OrderAsync(recorded.Everything, "zip", "door");
        await box.WaitForEndAsync(id);
        await File.WriteAllTextAsync(Path.Combine(box.At("data"), "settings", "exports", id + ".json"), "{", Cancellation);

        using HttpResponseMessage answer = await box.Api.AskAsync(HttpMethod.Get, $"exports/{id}/file", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("ready", (await box.WaitForEndAsync(id)).GetProperty("state").GetString());
        ProgramResult verified = await NvrdProgram.RunAsync("verify", await UnpackAsync(box, id));
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    [Fact]
    public async Task WhatCannotBeKept_FailsInWords_AndTheNextIsMade()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string shelf = Path.Combine(box.At("data"), "settings", "exports");
        await File.WriteAllTextAsync(shelf, "in the way", Cancellation);

        JsonElement failed = await box.WaitForEndAsync(await box.OrderAsync(recorded.Everything, "zip", "door"));

        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.StartsWith("What belongs to the exports cannot be kept or read:", failed.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        File.Delete(shelf);
        Assert.Equal("ready", (await box.WaitForEndAsync(await box.OrderAsync(recorded.Everything, "zip", "door"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task ClockSetForward_EndsShares_ButMakesNoExportOlder_AndAWeekLaterItGoes()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded, withClock: true);
        string id = await box.OrderAsync(recorded.Everything, "zip", "door");
        await box.WaitForEndAsync(id);
        JsonElement share = await box.Api.SendAsync(HttpMethod.Post, "shares", new JsonObject { ["export"] = id, ["hours"] = 24 });
        var address = new Uri(box.Box.Address, share.GetProperty("path").GetString()!);
        using var stranger = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(address, Cancellation)).StatusCode);

        box.Clock.SetOffset(TimeSpan.FromDays(8));
        await box.WaitForEndAsync(await box.OrderAsync(recorded.Everything, "mp4", "door"));

        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(address, Cancellation)).StatusCode);
        Assert.True(UtcTime.TryParse((await box.FindAsync(id)).GetProperty("keptUntil").GetString(), out UtcTime until));
        Assert.InRange(until.Since(box.Clock.Now) / 86_400e6, 6.9, 7.1);

        await box.KillAsync();
        box.Clock.SetOffset(TimeSpan.FromDays(16));
        await box.StartAgainAsync();
        await Wait.UntilAsync(async () => (await box.Api.GetAsync("exports")).GetProperty("exports").GetArrayLength() == 0, ExportBox.Patience, () => $"no exports\n{box.Box.Log}");
        Assert.Equal(0, await HoldsAsync(box));
    }

    [Fact]
    public async Task CameraThatWasRemoved_IsStillExported_UnderItsName()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string yard = (await box.Api.CameraAsync("yard")).Id;
        string kept = await box.OrderAsync(recorded.Everything, "zip", "yard");
        await box.WaitForEndAsync(kept);
        await box.Api.SendAsync(HttpMethod.Delete, $"cameras/{yard}", null);

        string folder = await UnpackAsync(box, kept);
        Assert.Contains("01_yard_", Path.GetFileName(Assert.Single(Directory.GetFiles(folder, "*.mp4"))), StringComparison.Ordinal);
        JsonElement again = await box.Api.SendAsync(HttpMethod.Post, "exports", new JsonObject
        {
            ["cameras"] = new JsonArray(yard), ["from"] = recorded.Everything.Start.ToString(), ["to"] = recorded.Everything.End.ToString(), ["form"] = "mp4",
        });
        Assert.Equal("ready", (await box.WaitForEndAsync(again.GetProperty("id").GetString()!)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Time_WithoutRecordings_IsRefusedInWords_AndNothingIsHeld()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string door = (await box.Api.CameraAsync("door")).Id;

        using HttpResponseMessage answer = await box.Api.AskAsync(HttpMethod.Post, "exports", new JsonObject
        {
            ["cameras"] = new JsonArray(door), ["from"] = "2026-01-01T00:00:00Z", ["to"] = "2026-01-01T01:00:00Z",
        }.ToJsonString());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There are no recordings of these cameras at these times. Choose another time.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await HoldsAsync(box));
    }

    [Fact]
    public async Task Viewer_HasNoExports()
    {
        await using ExportBox box = await ExportBox.StartAsync(recorded);
        string door = (await box.Api.CameraAsync("door")).Id;
        string id = await box.OrderAsync(recorded.Everything, "mp4", "door");
        await box.WaitForEndAsync(id);
        await box.Api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["role"] = "viewer", ["cameras"] = new JsonArray(door) });
        using var guest = new HttpClient { BaseAddress = box.Box.Address };
        using HttpResponseMessage login = await guest.PostAsJsonAsync("/api/v1/sessions", new { userName = "guest", password = BoxApi.Password, token = true }, Cancellation);
        guest.DefaultRequestHeaders.Authorization = new("Bearer", (await login.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("token").GetString());

        foreach (string path in new[] { "exports", $"exports/{id}/file", "shares", "holds" })
        {
            using HttpResponseMessage answer = await guest.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private static async Task<int> HoldsAsync(ExportBox box) => (await box.Api.GetAsync("holds")).GetProperty("holds").GetArrayLength();

    private static async Task<string> UnpackAsync(ExportBox box, string id)
    {
        string zip = await box.DownloadAsync(id, id + ".zip");
        await ForeignProgram.OutputAsync("unzip", "-q", zip, "-d", box.At(id));
        return Assert.Single(Directory.GetDirectories(box.At(id)));
    }
}
