using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Clock;

/// <summary>All experiences with the clock, each with an nvrd of its own, at the same time.</summary>
public sealed class ClockScenarios : IAsyncLifetime
{
    public const double SecondsAtEach = 5;
    private const string Camera = "cam1";
    private const double HalfWindow = 1500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Dictionary<string, Task<ClockOutcome>> outcomes = [];

    /// <summary>Fails where the scenario failed.</summary>
    internal Task<ClockOutcome> OutcomeAsync(string name) => outcomes[name];

    public async ValueTask InitializeAsync()
    {
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(
            SimCameraOptions.Of(1, new CameraOptions { Width = 320, Height = 240, Fps = RecordedBox.Fps, Gop = RecordedBox.Fps, Kbit = 300 }));
        foreach (ClockCase scenario in ClockCase.All)
        {
            outcomes[scenario.Name] = RunAsync(scenario, cameras.Cameras[0].Url);
        }
        Task all = Task.WhenAll(outcomes.Values);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<ClockOutcome> RunAsync(ClockCase scenario, Uri camera)
    {
        using var scratch = new Scratch();
        FakedClock clock = await FakedClock.MakeAsync(scratch, scenario.Offsets[0]);
        var start = new NvrdStart(scratch.Data)
        {
            Cameras = [(Camera, camera)],
            Environment = new Dictionary<string, string>(clock.Environment) { ["TZ"] = scenario.Zone },
        };
        NvrdProcess box = await NvrdProcess.StartAsync(start);
        try
        {
            List<int> files = [];
            List<UtcTime> others = [];
            for (int step = 0; step < scenario.Offsets.Length; step++)
            {
                if (step > 0)
                {
                    others.Add(clock.Now);
                    files.Add(FootageOracle.SegmentPaths(scratch.Data).Count);
                    box = await StepAsync(scenario, step, clock, box, start);
                }
                await RecordAsync(box, scratch);
            }
            files.Add(FootageOracle.SegmentPaths(scratch.Data).Count);
            return await ReadAsync(box, scratch, clock, files, others);
        }
        finally
        {
            await box.DisposeAsync();
        }
    }

    private static async Task<NvrdProcess> StepAsync(ClockCase scenario, int step, FakedClock clock, NvrdProcess box, NvrdStart start)
    {
        if (!scenario.Restart)
        {
            clock.SetOffset(scenario.Offsets[step]);
            return box;
        }
        Assert.Equal(0, await box.StopAsync());
        clock.SetOffset(scenario.Offsets[step]);
        return await NvrdProcess.StartAsync(start);
    }

    /// <summary>Counted on disk: during a step the API's times are what is being tested.</summary>
    private static Task RecordAsync(NvrdProcess box, Scratch scratch)
    {
        int before = FootageOracle.Read(scratch.Data).Counters(1).Frames;
        return Wait.UntilAsync(
            () => FootageOracle.Read(scratch.Data).Counters(1).Frames >= before + (SecondsAtEach * RecordedBox.Fps),
            Limit,
            () => $"{SecondsAtEach} s more on disk\n{box.Log}");
    }

    private static async Task<ClockOutcome> ReadAsync(NvrdProcess box, Scratch scratch, FakedClock clock, List<int> files, List<UtcTime> others)
    {
        using BoxApi api = await BoxApi.OpenAsync(box);
        string id = (await api.CameraAsync(Camera)).Id;
        List<RecordingsReading> elsewhere = [];
        foreach (UtcTime other in others.Where(o => Math.Abs(o.Since(clock.Now)) > 2 * HalfWindow * 1_000_000 && o < clock.Now))
        {
            elsewhere.Add(await api.RecordingsAsync(id, Clocks.Around(other, HalfWindow)));
        }
        int atLeast = FootageOracle.Read(scratch.Data).Counters(1).Frames;
        RecordingsReading near = await api.RecordingsAsync(id, Clocks.Around(clock.Now, HalfWindow));
        int atMost = FootageOracle.Read(scratch.Data).Counters(1).Frames;
        string movie = scratch.At("all.mp4");
        await api.DownloadAsync($"cameras/{id}/video.mp4?from={near.Spans[0].Start}&to={near.Spans[^1].End}", movie);
        Assert.Equal(0, await box.StopAsync());
        return new ClockOutcome(
            near,
            (atLeast, atMost),
            elsewhere,
            clock.Now,
            files,
            (await MediaProbe.OfAsync(movie)).Video.Packets,
            FootageOracle.Read(scratch.Data).Counters(1),
            await NvrdProgram.RunAsync("check", "--data", scratch.Data));
    }
}
