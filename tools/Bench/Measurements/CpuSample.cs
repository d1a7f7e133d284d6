using System.Diagnostics;
using Bench.Cameras;
using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>
/// What recorders that run at the same time use: CPU in several windows of the same length, then memory. At the same time, because
/// then a disturbance from elsewhere falls on all of them.
/// </summary>
internal sealed class CpuSample(IReadOnlyList<RunningRecorder> recorders, int cameras)
{
    /// <summary>Files of a recorder that grow this much slower than the cameras send are no recording.</summary>
    private const double LeastMegabits = Material.VideoKbit / 1000 * 0.9;

    private readonly Dictionary<RunningRecorder, List<double>> percents = recorders.ToDictionary(r => r, _ => new List<double>());
    private readonly Dictionary<RunningRecorder, double> megabits = [];

    /// <summary>Median over the windows of the percentage of a core that one camera costs.</summary>
    public double PercentPerCamera(RunningRecorder recorder) => Figures.Median(percents[recorder]);

    /// <summary>What a recorder's files grew by, Mbit/s a camera.</summary>
    public double MegabitsPerCamera(RunningRecorder recorder) => megabits[recorder];

    /// <summary>Throws with the recorder's words when its files did not grow as the cameras sent.</summary>
    public void AssertRecords(RunningRecorder recorder)
    {
        if (megabits[recorder] < LeastMegabits)
        {
            throw new InvalidOperationException($"{recorder.Name} does not record what the cameras send:\n{string.Join('\n', recorder.Processes[0].Output)}");
        }
    }

    public async Task RunAsync(TimeSpan window, int windows, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        long[] bytesBefore = [.. recorders.Select(r => r.Bytes)];
        for (int i = 0; i < windows; i++)
        {
            await WindowAsync(window, cancellation);
        }
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        foreach ((RunningRecorder recorder, long before) in recorders.Zip(bytesBefore))
        {
            recorder.AssertAlive();
            megabits[recorder] = (recorder.Bytes - before) * 8 / 1e6 / seconds / cameras;
        }
    }

    private async Task WindowAsync(TimeSpan window, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        long[] before = [.. recorders.Select(r => r.CpuNs)];
        await Task.Delay(window, cancellation);
        double nanoseconds = Stopwatch.GetElapsedTime(begun).TotalNanoseconds;
        foreach ((RunningRecorder recorder, long was) in recorders.Zip(before))
        {
            percents[recorder].Add((recorder.CpuNs - was) * 100 / nanoseconds / cameras);
        }
    }
}
