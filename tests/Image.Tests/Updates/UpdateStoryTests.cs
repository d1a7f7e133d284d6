using System.Text.Json;
using Nvr.Core.Time;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Updates;

/// <summary>The life of a box over two updates: one that is as good as what it replaces, and one that starts, shows its page, and does not record.</summary>
public sealed class UpdateStoryTests
{
    // Five minutes of trial, and what a slow machine takes for two starts.
    private static readonly TimeSpan s_trial = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Update_IsProvenByRecording_AndOneThatDoesNotRecord_GoesBackByItself()
    {
        await using ImageBox box = await ImageBox.StartAsync();
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();
        await box.SetNameAsync("Shop");
        UtcTime mark = await box.MarkFootageAsync();
        (string compatible, string first) = Builds.NameOf(new ImageOptions().Image);
        Assert.Equal((first, "A"), BoxUpdates.Running(await box.ProvenAsync()));

        await box.UpdateAsync(Builds.Next);

        string next = Builds.NameOf(Builds.Next).Version;
        JsonElement system = await box.ProvenAsync();
        Assert.Equal((next, "B"), BoxUpdates.Running(system));
        Assert.Equal("proven", BoxUpdates.StateOfLast(system));
        await IsAsBeforeAsync(box, mark);

        string broken = Builds.NameOf(Builds.Broken).Version;
        await box.UpdateAsync(Builds.Broken);
        int said = box.Guest.ConsoleText.Length;
        Assert.Equal((broken, "A"), BoxUpdates.Running(await box.SystemAsync()));
        await box.SetNameAsync("Named on trial");

        await box.Guest.WaitForConsoleAsync("Starting system B", said, s_trial);
        await box.OpenAsync();
        system = await box.ProvenAsync();
        string sentence = $"The update to {broken} did not find the disks for recordings; the recorder went back to {next} by itself.";

        Assert.Equal((next, "B"), BoxUpdates.Running(system));
        Assert.Equal(("wentBack", sentence), (BoxUpdates.StateOfLast(system), system.GetProperty("last").GetProperty("sentence").GetString()));
        Assert.Contains((await box.Api.GetAsync("health")).GetProperty("items").EnumerateArray(), i => i.GetProperty("sentence").GetString() == sentence);
        await IsAsBeforeAsync(box, mark);

        // What is left of the other one is no danger, and the next update finds its place.
        await box.Guest.TakePowerAsync();
        await box.Guest.GivePowerAsync();
        await box.OpenAsync();
        Assert.Equal((next, "B"), BoxUpdates.Running(await box.ProvenAsync()));
        Assert.Equal("nvr-qemu-amd64", compatible);
    }

    private static async Task IsAsBeforeAsync(ImageBox box, UtcTime mark)
    {
        Assert.Equal("Shop", (await box.Api.GetAsync("box")).GetProperty("name").GetString());
        Assert.Equal(box.CameraNames.Order(StringComparer.Ordinal), (await box.Api.CamerasAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
        await box.RecordsAsync();
        await box.KeepsFootageAsync(mark);
    }
}
