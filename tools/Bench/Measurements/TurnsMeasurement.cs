using Bench.Cameras;
using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>
/// CPU of nvrd and its peers on the same cameras, each alone, in turns, several rounds. Recorders that run beside each other share the
/// processor's caches: one that sleeps between two gulps finds them cold each time, one that never sleeps does not, and no box runs four.
/// The rounds spread disturbances from elsewhere over all of them.
/// </summary>
internal sealed class TurnsMeasurement : IMeasurement
{
    private const double CpuGoal = 0.12;

    /// <summary>Until all have signed in and the first key frames are through.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Many groups of pictures: some recorders write one at a time.</summary>
    private static readonly TimeSpan LeastWindow = TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using ForeignCameras cameras = await ForeignCameras.StartAsync(options, options.Cameras, cancellation);
        Func<Task<RunningRecorder>>[] starters =
        [
            async () => await NvrdBox.StartAsync(options, cameras.Urls, Path.Combine(options.WorkDirectory, "nvrd"), cancellation),
            () => Task.FromResult(Peers.Ffmpeg(cameras.Urls, Path.Combine(options.WorkDirectory, "ffmpeg"))),
            () => Task.FromResult(Peers.Floor(options, cameras.Urls, Path.Combine(options.WorkDirectory, "floor"))),
        ];
        var percents = new Dictionary<string, List<double>>();
        Progress.Say($"Recording {options.Cameras} cameras with {starters.Length} recorders in turns, {BenchOptions.Windows} rounds…");
        for (int round = 0; round < BenchOptions.Windows; round++)
        {
            foreach (Func<Task<RunningRecorder>> start in starters)
            {
                await using RunningRecorder recorder = await start();
                percents.TryAdd(recorder.Name, []);
                percents[recorder.Name].Add(await MeasureAsync(recorder, options, cancellation));
            }
        }
        return [.. Rows(percents.ToDictionary(p => p.Key, p => Figures.Median(p.Value)), options.Cameras)];
    }

    private static async Task<double> MeasureAsync(RunningRecorder recorder, BenchOptions options, CancellationToken cancellation)
    {
        await Task.Delay(WarmUp, cancellation);
        var sample = new CpuSample([recorder], options.Cameras);
        await sample.RunAsync(options.Window > LeastWindow ? options.Window : LeastWindow, 1, cancellation);
        sample.AssertRecords(recorder);
        return sample.PercentPerCamera(recorder);
    }

    private static IEnumerable<Row> Rows(Dictionary<string, double> medians, int cameras)
    {
        (string first, double nvrd) = medians.First();
        double ffmpeg = medians.Values.ElementAt(1);
        foreach ((string name, double percent) in medians)
        {
            Row row = Row.Compared(
                $"CPU a camera, {cameras} cameras, each recorder alone: {name}", $"{Figures.Short(percent)} % of a core",
                $"ffmpeg {Figures.Short(ffmpeg)} % of a core", percent / ffmpeg);
            yield return name == first ? row with { Goal = $"≤ {CpuGoal} x ffmpeg", Held = nvrd <= CpuGoal * ffmpeg } : row;
        }
    }
}
