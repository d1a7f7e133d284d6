using System.Diagnostics;
using Bench.Report;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage;

namespace Bench.Measurements;

/// <summary>
/// How long a retention pass over a million segments makes a writer wait. Meanwhile footage is handed over as the recorder does,
/// then changes are put into the index: the first must never wait at all, the second at most for one step of the pass.
/// </summary>
internal sealed class RetentionMeasurement : IMeasurement
{
    private const int Cameras = 24;
    private const int Days = 30;
    private const int KeepDays = 1;
    private const double GoalMs = 5;
    private const int FragmentBytes = 20_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);
    private static readonly TrackFormat Video = new()
    {
        Codec = Codec.H264,
        ClockRate = 90_000,
        Width = 640,
        Height = 360,
        Config = new byte[] { 1, 0x64, 0, 0x28, 0xFF, 0xE1, 0, 4, 0x67, 0x64, 0, 0x28, 1, 0, 4, 0x68, 0xEE, 0x3C, 0x80 },
    };

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var volume = FilledVolume.Make(options, Cameras, Days);
        await using FootageStore store = volume.Open(retentionIntervalMs: 1_000);
        TimeSpan span = options.Duration / 3;
        Waits before = await WriteAsync(store, span, cancellation);
        long segments = Segments(store);
        foreach (CameraId camera in volume.Cameras)
        {
            store.SetRetention(camera, KeepDays, null, null);
        }
        Progress.Say("A retention pass begins…");
        Waits during = await WriteAsync(store, span, cancellation);
        long deleted = segments - Segments(store);
        Progress.Say($"  without a pass: {before}; during it: {during}; {deleted:N0} segments deleted meanwhile");
        return
        [
            Row.Bounded($"longest call that hands over footage, retention pass over {segments:N0} segments", during.LongestCallMs, GoalMs, "ms"),
            Row.Bounded($"longest wait of an index change, same pass ({Figures.Short(before.LongestIndexMs)} ms without it)", during.LongestIndexMs, GoalMs, "ms"),
        ];
    }

    private static long Segments(FootageStore store) => store.ListUsage().Sum(u => u.Bytes) / (60L * 500_000);

    /// <summary>One after the other, so that syncing footage does not count as waiting for the index.</summary>
    private static async Task<Waits> WriteAsync(FootageStore store, TimeSpan span, CancellationToken cancellation)
    {
        List<double> calls = await Task.Factory.StartNew(() => HandOver(store, span, cancellation), TaskCreationOptions.LongRunning);
        await store.FlushAsync(cancellation);
        return new Waits(calls, await ChangeIndexAsync(store, span, cancellation));
    }

    private static List<double> HandOver(FootageStore store, TimeSpan span, CancellationToken cancellation)
    {
        var clock = BoxClock.System();
        var calls = new List<double>(100_000);
        byte[] sample = new byte[FragmentBytes];
        ISegmentSink sink = store.Begin(new NewSegment(CameraId.New(), StreamKind.Main, clock.MonotonicUs, [Video]));
        using var builder = new FragmentBuilder([Video]);
        long start = Stopwatch.GetTimestamp();
        for (uint n = 0; Stopwatch.GetElapsedTime(start) < span; n++)
        {
            builder.Append(0, n * 90L, 0, true, sample);
            Fragment fragment = builder.Cut(n + 1, [(n + 1) * 90L]);
            long begun = Stopwatch.GetTimestamp();
            sink.Append(fragment);
            calls.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            cancellation.WaitHandle.WaitOne(Pace);
        }
        sink.Close(clock.MonotonicUs);
        return calls;
    }

    /// <summary>An event is posted like every change; then this waits until the index has taken it, which is one turn more than the recorder waits.</summary>
    private static async Task<List<double>> ChangeIndexAsync(FootageStore store, TimeSpan span, CancellationToken cancellation)
    {
        var clock = BoxClock.System();
        var waits = new List<double>(10_000);
        CameraId camera = CameraId.New();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < span)
        {
            long begun = Stopwatch.GetTimestamp();
            store.MarkEvent(camera, clock.MonotonicUs, clock.MonotonicUs + 1);
            await store.FlushAsync(cancellation);
            waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pace, cancellation);
        }
        return waits;
    }

    private sealed record Waits(List<double> Calls, List<double> Changes)
    {
        public double LongestCallMs => Calls.Max();

        public double LongestIndexMs => Changes.Max();

        public override string ToString() =>
            $"call median {Figures.Short(Figures.Median(Calls))}, longest {Figures.Short(LongestCallMs)} ms of {Calls.Count}; "
            + $"index change median {Figures.Short(Figures.Median(Changes))}, longest {Figures.Short(LongestIndexMs)} ms of {Changes.Count}";
    }
}
