using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Nvr.Host.Tests.Panel;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Sticks;

/// <summary>The export button and what can go wrong with a stick, on the simulated board: its sticks are folders.</summary>
public sealed class StickExportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Button_WritesWhatTheVerifierAccepts_AndTheStickIsSafeToRemove()
    {
        await using var desk = await StickDeskBox.StartAsync();
        string stick = await desk.PlugAsync(new JsonObject { ["label"] = "EVIDENCE" });
        await desk.WaitForLedAsync("net", "blue", "doubleFlash");

        await desk.PressAsync();

        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal("safeToRemove", export.GetProperty("state").GetString());
        Assert.Equal("front panel", export.GetProperty("wantedBy").GetString());
        Assert.EndsWith("The USB key is safe to remove.", export.GetProperty("sentence").GetString());
        await desk.WaitForLedAsync("net", "blue", "solid");
        await desk.WaitForDisplayAsync("Safe to remove");
        string folder = desk.FolderOf(stick);
        string[] movies = Directory.GetFiles(folder, "*.mp4");
        Assert.Equal(2, movies.Length);
        foreach (string movie in movies)
        {
            await MediaProbe.AssertDecodesAsync(movie);
        }
        ProgramResult verified = await NvrdProgram.RunAsync("verify", folder);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        await File.AppendAllTextAsync(movies[0], "x", TestContext.Current.CancellationToken);
        ProgramResult changed = await NvrdProgram.RunAsync("verify", folder);
        Assert.True(changed.ExitCode != 0, changed.ToString());
    }

    [Fact]
    public async Task Stick_PulledInTheMiddle_IsToldAndFlagged_RecordingGoesOn_AndBackItWorks()
    {
        await using var desk = await StickDeskBox.StartAsync();
        string stick = await desk.PlugAsync(new JsonObject { ["yankAfterBytes"] = 60_000 });

        await desk.PressAsync();

        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal("failed", export.GetProperty("state").GetString());
        Assert.StartsWith("The USB key was pulled out before the export was done.", export.GetProperty("sentence").GetString());
        await desk.WaitForLedAsync("net", "red", "fastBlink");
        ProgramResult verified = await NvrdProgram.RunAsync("verify", desk.FolderOf(stick));
        Assert.True(verified.ExitCode != 0, verified.ToString());
        await desk.RequireUnbrokenRecordingAsync();

        await desk.PlugAsync(new JsonObject());
        await desk.PressAsync();
        Assert.Equal("safeToRemove", (await desk.WaitForEndAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Stick_PulledWhileTheLastIsWrittenOut_IsNotCalledIncomplete_ForAllIsOnIt()
    {
        await using var desk = await StickDeskBox.StartAsync();
        string stick = await desk.PlugAsync(new JsonObject { ["bytesPerSecond"] = 20_000 });
        await desk.PressAsync();
        await desk.WaitForSentenceAsync("The last of it is being written out.");

        await desk.Api.SendAsync(HttpMethod.Delete, $"sticks/{stick}/simulated", null);

        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal(("failed", "The USB key was pulled out before it was safe to remove."), (export.GetProperty("state").GetString(), export.GetProperty("sentence").GetString()));
        ProgramResult verified = await NvrdProgram.RunAsync("verify", desk.FolderOf(stick));
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    [Theory]
    [InlineData("""{"freeBytes":1000}""", "free, the recordings need")]
    [InlineData("""{"isReadOnly":true}""", "write-protected")]
    [InlineData("""{"type":"ntfs"}""", "NTFS")]
    [InlineData("""{"type":""}""", "not formatted")]
    [InlineData("""{"isDamaged":true}""", "damaged")]
    public async Task Stick_ThatCannotBeUsed_IsToldInWords(string stick, string words)
    {
        await using var desk = await StickDeskBox.StartAsync();
        await desk.PlugAsync(JsonNode.Parse(stick)!.AsObject());

        await desk.PressAsync();

        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal("failed", export.GetProperty("state").GetString());
        Assert.Contains(words, export.GetProperty("sentence").GetString(), StringComparison.OrdinalIgnoreCase);
        await desk.WaitForDisplayAsync("Export failed");
        await desk.RequireUnbrokenRecordingAsync();
    }

    [Fact]
    public async Task TwoSticks_AndNone_AreNotGuessedAt_AndThePageMayChoose()
    {
        await using var desk = await StickDeskBox.StartAsync();
        await desk.PressAsync();
        Assert.Equal("There is no USB key in the box.", (await desk.WaitForEndAsync()).GetProperty("sentence").GetString());

        await desk.PlugAsync(new JsonObject { ["label"] = "ONE" });
        string second = await desk.PlugAsync(new JsonObject { ["label"] = "TWO" });
        await desk.PressAsync();
        await desk.WaitForSentenceAsync("There are 2 USB keys in the box");

        await desk.Api.SendAsync(HttpMethod.Post, "sticks/export", new JsonObject { ["stick"] = second });
        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal(("safeToRemove", "TWO (Simulated stick)", BoxApi.UserName), (
            export.GetProperty("state").GetString(), export.GetProperty("stick").GetString(), export.GetProperty("wantedBy").GetString()));
    }

    [Fact]
    public async Task Export_CancelledAsSoonAsItBegan_LeavesNothingThatLooksWhole()
    {
        await using var desk = await StickDeskBox.StartAsync();
        string stick = await desk.PlugAsync(new JsonObject());

        await desk.Api.SendAsync(HttpMethod.Post, "sticks/export", []);
        await desk.Api.SendAsync(HttpMethod.Delete, "sticks/export", null);

        JsonElement export = await desk.WaitForEndAsync();
        Assert.Equal("cancelled", export.GetProperty("state").GetString());
        Assert.EndsWith("The USB key is safe to remove.", export.GetProperty("sentence").GetString());
        foreach (string folder in desk.FoldersOf(stick))
        {
            ProgramResult verified = await NvrdProgram.RunAsync("verify", folder);
            Assert.True(verified.ExitCode != 0, verified.ToString());
        }
        await desk.RequireUnbrokenRecordingAsync();
    }

    [Fact]
    public async Task MarkedSpans_AreWhatTheButtonWrites_WhereThePolicySaysSo()
    {
        await using var desk = await StickDeskBox.StartAsync();
        await desk.Api.SendAsync(HttpMethod.Put, "sticks/button", new JsonObject { ["what"] = "marked" });
        string stick = await desk.PlugAsync(new JsonObject());
        await desk.PressAsync();
        Assert.StartsWith("No recordings are protected", (await desk.WaitForEndAsync()).GetProperty("sentence").GetString());

        CameraReading camera = (await desk.Api.CamerasAsync())[0];
        Nvr.Core.Time.UtcRange recorded = (await desk.Api.RecentAsync(camera.Id)).Spans[0];
        await desk.Api.SendAsync(HttpMethod.Post, "holds", new JsonObject
        {
            ["camera"] = camera.Id, ["from"] = recorded.Start.ToString(), ["to"] = recorded.Start.Plus(3_000_000).ToString(), ["reason"] = "A test.",
        });
        await desk.PressAsync();

        await desk.WaitForSentenceAsync("safe to remove");
        string movie = Assert.Single(Directory.GetFiles(desk.FolderOf(stick), "*.mp4"));
        Assert.InRange((await MediaProbe.OfAsync(movie)).Seconds, 2, 5);
    }
}
