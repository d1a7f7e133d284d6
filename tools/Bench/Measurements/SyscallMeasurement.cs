using System.Globalization;
using Bench.Cameras;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>System calls that nvrd makes for a camera and second, counted by strace.</summary>
internal sealed class SyscallMeasurement : IMeasurement
{
    private const double Goal = 30;
    private const int SigInt = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using ForeignCameras cameras = await ForeignCameras.StartAsync(options, options.Cameras, cancellation);
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, cameras.Urls, Path.Combine(options.WorkDirectory, "nvrd"), cancellation);
        await using RunningRecorder ffmpeg = Peers.Ffmpeg([cameras.Urls[0]], Path.Combine(options.WorkDirectory, "ffmpeg"));
        await nvrd.RecordingAsync(options.Cameras, cancellation);
        await Task.Delay(WarmUp, cancellation);
        TimeSpan span = TimeSpan.FromSeconds(Math.Min(20, options.Duration.TotalSeconds));
        Progress.Say($"Counting system calls for {span.TotalSeconds:F0} s…");
        double ours = await CountAsync(nvrd.ProcessId, span, 12, cancellation) / options.Cameras;
        double theirs = await CountAsync(ffmpeg.Processes[0].Id, span / 4, 4, cancellation);
        return
        [
            new Row("system calls a second and camera", Figures.Short(ours), $"ffmpeg {Figures.Short(theirs)}", ours / theirs, $"≤ {Goal}", ours <= Goal),
        ];
    }

    /// <summary>Calls a second; says which were most.</summary>
    private static async Task<double> CountAsync(int pid, TimeSpan span, int show, CancellationToken cancellation)
    {
        await using ChildProcess strace = ChildProcess.Start("strace", "-f", "-c", "-S", "calls", "-p", pid.ToString(CultureInfo.InvariantCulture));
        await strace.LineAsync(l => l.Contains("attached", StringComparison.Ordinal), TimeSpan.FromSeconds(10), cancellation);
        await Task.Delay(span, cancellation);
        await strace.StopAsync(SigInt);
        string[] table = [.. strace.Output.SkipWhile(l => !l.StartsWith("% time", StringComparison.Ordinal))];
        foreach (string line in table.Take(show + 2))
        {
            Progress.Say("  " + line);
        }
        return CallsIn(table.Last(l => l.EndsWith(" total", StringComparison.Ordinal))) / span.TotalSeconds;
    }

    // "% time  seconds  usecs/call  calls  [errors]  syscall"
    private static double CallsIn(string total) =>
        double.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture);
}
