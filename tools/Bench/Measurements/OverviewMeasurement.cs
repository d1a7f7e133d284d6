using System.Diagnostics;
using Bench.Recorders;
using Bench.Report;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Overviews;

namespace Bench.Measurements;

/// <summary>
/// A month of sixteen cameras as a timeline shows it from afar, out of an index of their footage and out of one of a thousand events a day and camera; in full, as a reader of every
/// segment and event would be asked for it, beside it.
/// </summary>
internal sealed class OverviewMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const int Days = 30;
    private const int EventsOfADay = 1_000;
    private const int Runs = 15;
    private const int FullRuns = 3;
    private const double GoalMs = 200;
    private const long SecondUs = 1_000_000;

    // A pixel of a wide screen that shows the month, twice.
    private const long CellUs = 3_600 * SecondUs;

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using FilledVolume volume = FilledVolume.Make(options, Cameras, Days);
        await using FootageStore footage = volume.Open(retentionIntervalMs: int.MaxValue);
        string directory = RunningRecorder.Fresh(Path.Combine(options.WorkDirectory, "overview-events"));
        Progress.Say($"Filling an index with {EventsOfADay * Days * Cameras:N0} events…");
        UtcTime end = BoxClock.System().WallNow;
        IReadOnlyList<CameraId> seen = EventFiller.Fill(directory, EventsOfADay * Days * Cameras, Cameras, Days, end);
        await using FootageStore events = FootageStore.Open(
            new FootageStoreOptions { Volumes = [new VolumeOptions(directory) { ReserveBytes = 0 }], ScanForOrphans = false, RetentionIntervalMs = int.MaxValue, ClockSynchronised = () => true },
            BoxClock.System(), new HealthBoard());
        UtcRange month = new(end.Plus(-Days * 24L * 3_600 * SecondUs), end);

        double[] afar = Times(Runs, () => Check(footage.Overviews.ListOverviews(volume.Cameras, month, CellUs), events.Overviews.ListOverviews(seen, month, CellUs)));
        double[] full = Times(FullRuns, () => Check(volume.Cameras.Sum(c => footage.ListSpans(c, StreamKind.Main, month).Count)));
        Progress.Say($"  summed up: median {Figures.Short(Figures.Median(afar))} ms, worst {Figures.Short(afar.Max())} ms; footage alone segment by segment: {Figures.Short(Figures.Median(full))} ms");
        return [Row.Bounded($"timeline: {Days} days of {Cameras} cameras summed up, median of {Runs}", Figures.Median(afar), GoalMs, "ms")];
    }

    private static double[] Times(int runs, Action act) => [.. Enumerable.Range(0, runs).Select(_ =>
    {
        long begun = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    })];

    private static void Check(int stretches)
    {
        if (stretches < Cameras)
        {
            throw new InvalidOperationException($"{stretches} stretches of footage were listed.");
        }
    }

    private static void Check(IReadOnlyList<CameraOverview> footage, IReadOnlyList<CameraOverview> events)
    {
        double recorded = footage.Sum(o => o.Footage.Sum()) / (Cameras * Days * 24);
        int happened = events.Sum(o => o.Happenings.Sum(h => h.Counts.Sum()));
        if (recorded < 0.99 || happened == 0 || events.Any(o => o.Motion.All(m => m == 0)))
        {
            throw new InvalidOperationException($"{recorded:P1} of the footage and {happened} events were summed up.");
        }
    }
}
