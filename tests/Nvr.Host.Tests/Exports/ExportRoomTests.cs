using System.Net;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.Exports;

/// <summary>Exports and the room on a real, small disk.</summary>
public sealed class ExportRoomTests(RecordedBox recorded)
{
    private const int DiskMegabytes = 96;
    private const int MostOrders = 49;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disk_ThatIsFull_StillSendsWhatIsReady_AndNoOrderIsHalfTaken()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, DiskMegabytes);
        await using ExportBox box = await ExportBox.StartAsync(recorded, data: disk.Data);
        string id = await box.OrderAsync(recorded.Everything, "zip", "yard");
        await box.WaitForEndAsync(id);
        byte[] before = await File.ReadAllBytesAsync(await box.DownloadAsync(id, "before.zip"), Cancellation);
        string yard = (await box.Api.CameraAsync("yard")).Id;

        disk.Fill("foreign");

        Assert.Equal(before, await File.ReadAllBytesAsync(await box.DownloadAsync(id, "after.zip"), Cancellation));
        using HttpResponseMessage answer = await box.Api.AskAsync(HttpMethod.Post, "exports", new JsonObject
        {
            ["cameras"] = new JsonArray(yard), ["from"] = recorded.Everything.Start.ToString(), ["to"] = recorded.Everything.End.ToString(),
        }.ToJsonString());
        string said = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted || said.Contains("could not be saved", StringComparison.Ordinal), said);
        // Each export has its protection, and there is none without.
        int exports = (await box.Api.GetAsync("exports")).GetProperty("exports").GetArrayLength();
        Assert.Equal(exports, (await box.Api.GetAsync("holds")).GetProperty("holds").GetArrayLength());
        File.Delete(Path.Combine(disk.Path, "foreign"));
        Assert.Equal("ready", (await box.WaitForEndAsync(await box.OrderAsync(recorded.Everything, "zip", "yard"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Exports_HoldAtMostAQuarterOfTheDisk_AndOneThatGoesMakesRoom()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 24);
        await using ExportBox box = await ExportBox.StartAsync(recorded, data: disk.Data);
        List<string> ids = [];
        HttpResponseMessage? refused = null;
        while (refused is null && ids.Count < MostOrders)
        {
            try
            {
                ids.Add(await box.OrderAsync(recorded.Everything, "zip", "door", "yard"));
            }
            catch (InvalidOperationException)
            {
                refused = await box.Api.AskAsync(HttpMethod.Post, "exports", new JsonObject
                {
                    ["cameras"] = new JsonArray((await box.Api.CameraAsync("door")).Id, (await box.Api.CameraAsync("yard")).Id), ["from"] = recorded.Everything.Start.ToString(),
                    ["to"] = recorded.Everything.End.ToString(),
                }.ToJsonString());
            }
        }

        Assert.NotNull(refused);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("more than a quarter of the disks", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(ids.Count * 2, (await box.Api.GetAsync("holds")).GetProperty("holds").GetArrayLength());
        refused.Dispose();
        await box.Api.SendAsync(HttpMethod.Delete, $"exports/{ids[0]}", null);
        await box.OrderAsync(recorded.Everything, "zip", "door", "yard");
    }
}
