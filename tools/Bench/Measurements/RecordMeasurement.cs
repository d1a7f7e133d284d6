using System.Diagnostics;
using Bench.Cameras;
using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>The same cameras recorded at the same time by nvrd and by its peers: CPU, memory, and what nvrd allocates.</summary>
internal sealed class RecordMeasurement : IMeasurement
{
    private const double PssGoalMb = 45;

    /// <summary>
    /// nvrd's start is over after 30 s: pools are emptied then and grow anew. Behind that once more longer than the material, so that buffers have met its
    /// biggest key frame.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(65);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using ForeignCameras cameras = await ForeignCameras.StartAsync(options, options.Cameras, cancellation);
        string Folder(string name) => Path.Combine(options.WorkDirectory, name);
        await using RunningRecorder floor = Peers.Floor(options, cameras.Urls, Folder("floor"));
        await using RunningRecorder ffmpeg = Peers.Ffmpeg(cameras.Urls, Folder("ffmpeg"));
        await using RunningRecorder splitMux = Peers.SplitMux(cameras.Urls, Folder("splitmux"));
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, cameras.Urls, Folder("nvrd"), cancellation);
        await nvrd.RecordingAsync(options.Cameras, cancellation);

        RunningRecorder[] all = [nvrd, ffmpeg, floor, splitMux];
        var sample = new CpuSample(all, options.Cameras);
        Progress.Say($"Recording {options.Cameras} cameras with {all.Length} recorders for {options.Duration.TotalSeconds:F0} s…");
        await Task.Delay(WarmUp, cancellation);
        AllocationCount allocations = await AllocationCount.BeginAsync(nvrd, floor, cancellation);
        await sample.RunAsync(options.Window, BenchOptions.Windows, cancellation);
        IReadOnlyList<Row> allocated = await allocations.EndAsync(cancellation);
        foreach (RunningRecorder recorder in all)
        {
            sample.AssertRecords(recorder);
            Progress.Say($"  {recorder.Name}: {Figures.Short(sample.MegabitsPerCamera(recorder))} Mbit/s a camera on disk, PSS {Figures.Short(recorder.PssMb)} MB");
        }
        return [.. Rows(options, all, sample), .. allocated];
    }

    private static IEnumerable<Row> Rows(BenchOptions options, RunningRecorder[] all, CpuSample sample)
    {
        RunningRecorder nvrd = all[0];
        RunningRecorder ffmpeg = all[1];
        double ffmpegCpu = sample.PercentPerCamera(ffmpeg);
        string againstCpu = $"ffmpeg {Percent(ffmpegCpu)}";
        foreach (RunningRecorder recorder in all)
        {
            double cpu = sample.PercentPerCamera(recorder);
            string what = $"CPU a camera, {options.Cameras} cameras, all recorders at once: {recorder.Name}";
            yield return Row.Compared(what, Percent(cpu), againstCpu, cpu / ffmpegCpu);
        }
        double ffmpegPss = ffmpeg.PssMb;
        foreach (RunningRecorder recorder in all)
        {
            double pss = recorder.PssMb;
            var row = Row.Compared($"memory (PSS), {options.Cameras} cameras: {recorder.Name}", Megabytes(pss), $"ffmpeg {Megabytes(ffmpegPss)}", pss / ffmpegPss);
            yield return recorder == nvrd ? row with { Goal = $"≤ {Megabytes(PssGoalMb)}", Held = pss <= PssGoalMb } : row;
        }
    }

    private static string Percent(double percent) => $"{Figures.Short(percent)} % of a core";

    private static string Megabytes(double megabytes) => Figures.With(megabytes, "MB");
}
