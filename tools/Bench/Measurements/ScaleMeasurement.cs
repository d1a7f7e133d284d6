using Bench.Cameras;
using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>nvrd alone with 8, 16 and 32 cameras: what a camera costs must not grow with their number.</summary>
internal sealed class ScaleMeasurement : IMeasurement
{
    private const double Goal = 1.15;
    private static readonly int[] Counts = [8, 16, 32];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        double first = 0;
        foreach (int count in Counts)
        {
            (double percent, double pss) = await MeasureAsync(options, count, cancellation);
            first = first == 0 ? percent : first;
            string what = $"CPU a camera, nvrd alone, {count} cameras ({Figures.With(pss, "MB")} PSS)";
            rows.Add(new Row(
                what, $"{Figures.Short(percent)} % of a core", $"{Counts[0]} cameras {Figures.Short(first)} %", percent / first,
                $"≤ {Goal} x {Counts[0]} cameras", percent <= first * Goal));
        }
        return rows;
    }

    private static async Task<(double Percent, double PssMb)> MeasureAsync(BenchOptions options, int count, CancellationToken cancellation)
    {
        await using ForeignCameras cameras = await ForeignCameras.StartAsync(options, count, cancellation);
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, cameras.Urls, Path.Combine(options.WorkDirectory, "nvrd"), cancellation);
        await nvrd.RecordingAsync(count, cancellation);
        Progress.Say($"Recording {count} cameras with nvrd alone…");
        await Task.Delay(WarmUp, cancellation);
        var sample = new CpuSample([nvrd], count);
        await sample.RunAsync(options.Window / 2, BenchOptions.Windows, cancellation);
        Progress.Say($"  {Figures.Short(sample.MegabitsPerCamera(nvrd))} Mbit/s a camera on disk");
        return (sample.PercentPerCamera(nvrd), nvrd.PssMb);
    }
}
