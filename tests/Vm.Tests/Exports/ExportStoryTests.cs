using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Exports;

/// <summary>
/// From the button to the key at the police officer's: in one guest, since each boot costs a minute. The button is pressed on the kernel's lines, the key is written and released, what is on it is
/// accepted; then it is pulled out too early, at one moment after the other.
/// </summary>
public sealed class ExportStoryTests
{
    private const string Count = "NVR_VM_PULLS";
    private const int UsualCount = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Export_FromTheButtonToTheVerifier_AndPulledOutTooEarly()
    {
        await using ExportBox box = await ExportBox.StartAsync();
        GuestDrive stick = await box.MakeStickAsync("key", "EVIDENCE");
        await box.Api.WaitForFootageAsync(box.CameraNames, 30, s_patience);
        await MarkAsync(box);
        await box.WaitForLightAsync(NetLight.GreenSolid);

        long bytes = await WritesWhatIsAcceptedAsync(box, stick, isNew: true);
        TimeSpan writing = TimeSpan.FromSeconds(bytes / (double)ExportBox.StickWritesPerSecond * 0.95);
        int pulls = int.Parse(Environment.GetEnvironmentVariable(Count) ?? $"{UsualCount}", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        for (int pull = 0; pull < pulls; pull++)
        {
            await PulledTooEarlyAsync(box, stick, writing * ((pull + 0.5) / pulls), showsLight: pull == 0);
        }
        Say($"{pulls} times pulled out in {watch.Elapsed.TotalSeconds:0} s");
        double recorded = (await box.Api.RecentAsync((await box.Api.CamerasAsync())[0].Id)).Seconds;
        await box.Api.WaitForFootageAsync(box.CameraNames, recorded + 3, s_patience);
        await RecordsWithoutAGapAsync(box);
        await WritesWhatIsAcceptedAsync(box, await PulledAsync(box, stick), isNew: false);
    }

    /// <summary>FAT has no journal, and one table of files; and a second key may be in the other socket.</summary>
    [Fact]
    public async Task Export_ToFat32PulledInTheMiddle_AndWithTwoKeys()
    {
        await using ExportBox box = await ExportBox.StartAsync();
        GuestDrive fat = await box.MakeFatStickAsync("fat", "EVIDENCE");
        await box.Api.WaitForFootageAsync(box.CameraNames, 30, s_patience);
        await MarkAsync(box);
        long bytes = await WritesWhatIsAcceptedAsync(box, fat, isNew: false);

        foreach (double part in new[] { 0.15, 0.5, 0.85 })
        {
            await PulledTooEarlyAsync(box, fat, TimeSpan.FromSeconds(bytes / (double)ExportBox.StickWritesPerSecond * part), showsLight: false);
        }

        await WritesWhatIsAcceptedAsync(box, await PulledAsync(box, fat), isNew: false);
        await OfTwoNoneIsGuessedAtAsync(box, await box.MakeStickAsync("key", "OTHER"), await PulledAsync(box, fat));
    }

    // The same thirty seconds each time, whatever is recorded meanwhile.
    private static async Task MarkAsync(ExportBox box)
    {
        foreach (CameraReading camera in await box.Api.CamerasAsync())
        {
            UtcRange recorded = Assert.Single((await box.Api.RecentAsync(camera.Id)).Spans);
            await box.Api.SendAsync(HttpMethod.Post, "holds", new JsonObject
            {
                ["camera"] = camera.Id, ["from"] = recorded.Start.ToString(), ["to"] = recorded.Start.Plus(30_000_000).ToString(), ["reason"] = "The story.",
            });
        }
        await box.Api.SendAsync(HttpMethod.Put, "sticks/button", new JsonObject { ["what"] = "marked" });
    }

    /// <summary>How much was written.</summary>
    private static async Task<long> WritesWhatIsAcceptedAsync(ExportBox box, GuestDrive stick, bool isNew)
    {
        await box.PlugAsync(stick);
        await box.WaitForLightAsync(NetLight.BlueDoubleFlash);

        await box.PressAsync();
        JsonElement running = await box.WaitForStateAsync("running");
        var watch = Stopwatch.StartNew();
        Assert.Equal(("front panel", "EVIDENCE (QEMU HARDDISK)"), (running.GetProperty("wantedBy").GetString(), running.GetProperty("stick").GetString()));
        await box.WaitForLightAsync(NetLight.BlueBlink);
        JsonElement end = await box.WaitForStateAsync("safeToRemove", "failed", "cancelled");
        Say($"After {watch.Elapsed.TotalSeconds:0.0} s: {end.GetProperty("sentence")}");
        Assert.Equal("safeToRemove", end.GetProperty("state").GetString());
        Assert.EndsWith("The USB key is safe to remove.", end.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("", await box.MountsAsync());
        await box.WaitForLightAsync(NetLight.BlueSolid);
        await box.Guest.PullAsync(stick);
        if (isNew)
        {
            await ForeignProgram.OutputAsync("fsck.exfat", "-n", stick.File);
        }

        // Whoever has it next.
        (string folder, ProgramResult verified) = Assert.Single(await box.VerifyAsync(await box.PlugAsync(stick)));
        Assert.Equal(end.GetProperty("folder").GetString(), folder);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal(box.CameraNames.Count, verified.Output.Split('\n').Count(l => l.StartsWith("unchanged ", StringComparison.Ordinal) && l.EndsWith(".mp4", StringComparison.Ordinal)));
        return end.GetProperty("writtenBytes").GetInt64();
    }

    private static async Task PulledTooEarlyAsync(ExportBox box, GuestDrive stick, TimeSpan after, bool showsLight)
    {
        await box.PressAsync();
        await box.WaitForStateAsync("running");
        await Task.Delay(after, TestContext.Current.CancellationToken);

        await box.Guest.PullAsync(stick);

        JsonElement end = await box.WaitForStateAsync("safeToRemove", "failed", "cancelled");
        Assert.StartsWith("The USB key was pulled out before the export was done.", end.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        if (showsLight)
        {
            await box.WaitForLightAsync(NetLight.RedFastBlink);
        }
        await Wait.UntilAsync(async () => await box.MountsAsync() == "", s_patience, () => "no stale mount is left");
        await RecordsWithoutAGapAsync(box);

        IReadOnlyDictionary<string, ProgramResult> left = await box.VerifyAsync(await box.PlugAsync(stick));
        // At the very beginning there may be no folder yet.
        if (end.GetProperty("folder").GetString() is { } folder)
        {
            Assert.Contains(folder, left.Keys);
        }
        Assert.All(left.Values, FlaggedAsIncomplete);
        int finished = left.Values.Sum(l => l.Output.Split("unchanged ").Length - 1);
        Say($"After {after.TotalSeconds:0.0} s and {end.GetProperty("writtenBytes")} bytes: {end.GetProperty("sentence")} Of the files {finished} was finished.");
    }

    private static async Task OfTwoNoneIsGuessedAtAsync(ExportBox box, GuestDrive one, GuestDrive other)
    {
        string first = await box.PlugAsync(one);
        string second = await box.PlugAsync(other, others: 1);
        await box.PressAsync();
        JsonElement refused = await box.WaitForStateAsync("failed");
        Assert.Equal("There are 2 USB keys in the box, and it is not clear which one is meant.", refused.GetProperty("sentence").GetString());
        Assert.Equal("", await box.MountsAsync());

        // The page says which.
        await box.Api.SendAsync(HttpMethod.Post, "sticks/export", new JsonObject { ["stick"] = second });
        Assert.Equal("safeToRemove", (await box.WaitForStateAsync("safeToRemove", "cancelled")).GetProperty("state").GetString());
        Assert.Equal("", await box.MountsAsync());
        await Wait.UntilAsync(
            async () => (await box.SticksAsync()).GetProperty("sticks").EnumerateArray().Select(s => s.GetProperty("id").GetString()).SequenceEqual([first]), s_patience, () => "the other key stays as it is");

        // One pulled while the other is written to.
        await box.Guest.PullAsync(other);
        string again = await box.PlugAsync(other, others: 1);
        await box.Api.SendAsync(HttpMethod.Post, "sticks/export", new JsonObject { ["stick"] = again });
        await box.WaitForStateAsync("running");
        await box.Guest.PullAsync(one);
        Assert.Equal("safeToRemove", (await box.WaitForStateAsync("safeToRemove", "failed", "cancelled")).GetProperty("state").GetString());
        await box.Guest.PullAsync(other);
        await RecordsWithoutAGapAsync(box);
    }

    private static void FlaggedAsIncomplete(ProgramResult verified)
    {
        Assert.True(verified.ExitCode == 1, verified.ToString());
        Assert.Contains("not complete", verified.Output, StringComparison.Ordinal);
        // What was finished is as it was written; what was not is called so.
        Assert.All(
            verified.Output.Split('\n').Where(l => l.Contains(".mp4", StringComparison.Ordinal)),
            l => Assert.Matches("^(unchanged|UNFINISHED|NOT IN THE LIST) ", l));
    }

    private static async Task RecordsWithoutAGapAsync(ExportBox box)
    {
        foreach (CameraReading camera in await box.Api.CamerasAsync())
        {
            Assert.Single((await box.Api.RecentAsync(camera.Id)).Spans);
        }
    }

    private static async Task<GuestDrive> PulledAsync(ExportBox box, GuestDrive stick)
    {
        await box.Guest.PullAsync(stick);
        await Wait.UntilAsync(async () => (await box.SticksAsync()).GetProperty("sticks").GetArrayLength() == 0, s_patience, () => "the key is gone");
        return stick;
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
