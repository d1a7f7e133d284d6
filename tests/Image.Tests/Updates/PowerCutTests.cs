using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nvr.Core.Time;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Updates;

/// <summary>
/// The plug is pulled at random moments of an update, from the first byte that is sent until the new system has proven itself; one update after the other, on one box. NVR_IMAGE_CUTS says how often, 50 times where it is not said, NVR_IMAGE_SEED which moments.
/// </summary>
public sealed class PowerCutTests
{
    // Most of the cuts where most is at stake: while the other system is written, and while it is started for the first time.
    private static readonly Stage[] s_stages = [Stage.Installing, Stage.Starting, Stage.Installing, Stage.OnTrial, Stage.Installing, Stage.Starting, Stage.Sending];

    private static readonly string[] s_outcomes = ["proven", "brokenOff", "wentBack"];

    private enum Stage
    {
        Sending,
        Installing,
        Starting,
        OnTrial,
    }

    [Fact]
    public async Task PowerCuts_AtRandomMomentsOfAnUpdate_AlwaysLeaveABoxThatStarts_Records_AndKeepsItsSettings()
    {
        int cuts = NumberOf("NVR_IMAGE_CUTS", 50);
        int seed = NumberOf("NVR_IMAGE_SEED", RandomNumber());
        Say($"{cuts} power cuts with seed {seed}");
        var random = new Random(seed);
        string file = Builds.Next;
        string[] versions = [Builds.NameOf(new ImageOptions().Image).Version, Builds.NameOf(file).Version];
        await using ImageBox box = await ImageBox.StartAsync();
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();
        await box.SetNameAsync("Shop");
        UtcTime mark = await box.MarkFootageAsync();
        await box.ProvenAsync();

        // How long each part takes where nobody disturbs it.
        Dictionary<Stage, TimeSpan> lengths = [];
        foreach (Stage stage in Enum.GetValues<Stage>())
        {
            var watch = Stopwatch.StartNew();
            await DoAsync(box, stage, file);
            lengths[stage] = watch.Elapsed;
        }
        Say($"an update without a cut: {string.Join(", ", lengths.Select(l => $"{l.Key} {Seconds(l.Value)}"))}");
        await IsWholeAsync(box, versions, mark);

        for (int cut = 1; cut <= cuts; cut++)
        {
            Stage stage = s_stages[(cut - 1) % s_stages.Length];
            TimeSpan moment = lengths[stage] * random.NextDouble();
            mark = await box.MarkFootageAsync();
            var watch = Stopwatch.StartNew();
            for (Stage before = Stage.Sending; before < stage; before++)
            {
                await DoAsync(box, before, file);
            }
            await CutAsync(box, stage, file, moment);
            TimeSpan cutAt = watch.Elapsed;
            await box.Guest.GivePowerAsync();
            await box.OpenAsync();
            JsonElement system = await IsWholeAsync(box, versions, mark);
            Say($"cut {cut}: {stage} after {Seconds(moment)}; runs {system.GetProperty("version")} in {system.GetProperty("slot")}, the update {BoxUpdates.StateOfLast(system)}; whole again after {Seconds(watch.Elapsed - cutAt)}, {Seconds(watch.Elapsed)} in all");
        }
    }

    private static Task DoAsync(ImageBox box, Stage stage, string file) => stage switch
    {
        Stage.Sending => box.SendAsync(file),
        Stage.Installing => box.InstallAsync(Builds.NameOf(file).Version),
        Stage.Starting => box.RestartAsync(),
        _ => box.ProvenAsync(),
    };

    private static async Task CutAsync(ImageBox box, Stage stage, string file, TimeSpan moment)
    {
        Task begun = stage switch
        {
            Stage.Starting => box.Api.SendAsync(HttpMethod.Post, "box/restart", null),
            // It goes on by itself.
            Stage.OnTrial => Task.CompletedTask,
            _ => DoAsync(box, stage, file),
        };
        await Task.Delay(moment);
        await box.Guest.TakePowerAsync();
        try
        {
            await begun;
        }
        catch (Exception cutOff) when (cutOff is HttpRequestException or TaskCanceledException or IOException)
        {
            // Whoever was at the page sees that the box is gone.
        }
    }

    /// <summary>The system that runs, once it has proven itself.</summary>
    private static async Task<JsonElement> IsWholeAsync(ImageBox box, string[] versions, UtcTime mark)
    {
        JsonElement system = await box.ProvenAsync();
        Assert.Contains(system.GetProperty("version").GetString(), versions);
        Assert.Contains(system.GetProperty("slot").GetString(), (string[])["A", "B"]);
        if (BoxUpdates.StateOfLast(system) is { } outcome)
        {
            Assert.Contains(outcome, s_outcomes);
        }
        Assert.Equal("Shop", (await box.Api.GetAsync("box")).GetProperty("name").GetString());
        Assert.Equal(box.CameraNames.Order(StringComparer.Ordinal), (await box.Api.CamerasAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
        await box.RecordsAsync();
        await box.KeepsFootageAsync(mark);
        return system;
    }

    private static int NumberOf(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    // To be told, and given again by NVR_IMAGE_SEED.
    private static int RandomNumber() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000_000);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static void Say(string sentence) => TestContext.Current.TestOutputHelper?.WriteLine(sentence);
}
