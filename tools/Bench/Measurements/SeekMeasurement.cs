using System.Diagnostics;
using Bench.Report;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Bench.Measurements;

/// <summary>Seeks to random seconds of 30 days of 16 cameras, in the store itself and with a movie planned from there.</summary>
internal sealed class SeekMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const int Days = 30;
    private const int Seeks = 2_000;
    private const int WarmUps = 100;
    private const double GoalMs = 20;
    private const double P95 = 0.95;
    private const long SecondUs = 1_000_000;

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var volume = FilledVolume.Make(options, Cameras, Days);
        await using FootageStore store = volume.Open(retentionIntervalMs: int.MaxValue);
        Progress.Say($"Seeking {Seeks} times in {Cameras} cameras of {Days} days…");
        var random = new Random(1);
        double[] milliseconds = [.. Enumerable.Range(0, WarmUps + Seeks).Select(_ => SeekMs(store, volume, random)).Skip(WarmUps)];
        Progress.Say($"  median {Figures.Short(Figures.Median(milliseconds))} ms, worst {Figures.Short(milliseconds.Max())} ms");
        return [Row.Bounded($"seek in {Days} days x {Cameras} cameras, 95th percentile of {Seeks}", Figures.Quantile(milliseconds, P95), GoalMs, "ms")];
    }

    private static double SeekMs(FootageStore store, FilledVolume volume, Random random)
    {
        CameraId camera = volume.Cameras[random.Next(volume.Cameras.Count)];
        UtcTime time = volume.Start.Plus(random.NextInt64(Days * 24L * 3600) * SecondUs);
        long begun = Stopwatch.GetTimestamp();
        KeyFramePosition? found = store.Seek(camera, StreamKind.Main, time);
        double milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        bool isRight = found is not null && Math.Abs(time.Since(found.Time)) <= SecondUs;
        return isRight ? milliseconds : throw new InvalidOperationException($"Seeking {time} found {found}.");
    }
}
