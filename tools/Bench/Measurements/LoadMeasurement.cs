using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bench.Cameras;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;
using Scenes;
using SimCamera;

namespace Bench.Measurements;

/// <summary>
/// What becomes of sixteen sub streams when the processor has too little for them: the analysing process is stopped for a part of each moment, as if its core were slower, and the pictures of each camera that it gets are counted.
/// </summary>
internal sealed class LoadMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const int Fps = 25;
    private const int Seconds = 20;
    private const int Stop = 19;
    private const int Go = 18;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var cameras = new SimCameraOptions { Cameras = [.. Enumerable.Range(0, Cameras).Select(CameraOf)], CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera") };
        await using SimCameraServer server = await SimCameraServer.StartAsync(cameras, cancellation);
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, [.. server.Cameras.Select(c => c.Url)], Path.Combine(options.WorkDirectory, "nvrd"), cancellation, "--motion", "auto");
        await nvrd.RecordingAsync(Cameras, cancellation);
        await Task.Delay(WarmUp / 4, cancellation);
        int analysis = ProcessUsage.Children(nvrd.ProcessId).Single();
        List<Row> rows = [];
        foreach (double share in new[] { 1, 0.2, 0.05 })
        {
            Progress.Say($"The analysis has {100 * share:0} % of a core…");
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task slowing = SlowAsync(analysis, share, enough.Token);
            await Task.Delay(WarmUp, cancellation);
            rows.Add(await CountAsync(options, nvrd, share, cancellation));
            await enough.CancelAsync();
            await slowing;
        }
        return rows;
    }

    private static async Task<Row> CountAsync(BenchOptions options, NvrdBox nvrd, double share, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, double> before = await nvrd.CountsAsync("nvr_analysis_pictures_total", cancellation);
        double lostBefore = await nvrd.MetricAsync("nvr_analysis_left_out_total", cancellation);
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(options.Duration, cancellation);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        IReadOnlyDictionary<string, double> after = await nvrd.CountsAsync("nvr_analysis_pictures_total", cancellation);
        double[] rates = [.. after.Select(c => (c.Value - before.GetValueOrDefault(c.Key)) / seconds)];
        double lost = (await nvrd.MetricAsync("nvr_analysis_left_out_total", cancellation) - lostBefore) / seconds;
        using JsonDocument health = await nvrd.GetAsync("health", cancellation);
        string said = health.RootElement.GetProperty("items").EnumerateArray().First(i => i.GetProperty("part").GetString() == "analysis").GetProperty("sentence").GetString()!;
        Progress.Say(said);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"load: {Cameras} cameras, {100 * share:0} % of a core"),
            string.Create(CultureInfo.InvariantCulture, $"{rates.Min():0.0} to {rates.Max():0.0} pictures/s a camera, {lost / Cameras:0.0} left out; health: {said[..Math.Min(60, said.Length)]}…"), $"sent {Fps} a camera", rates.Min() / rates.Max(), "≥ 0.8", rates.Min() >= 0.8 * rates.Max());
    }

    private static async Task SlowAsync(int process, double share, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested && share < 1)
        {
            _ = ProcessUsage.Signal(process, Stop);
            await Task.Delay(Turn * (1 - share), enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = ProcessUsage.Signal(process, Go);
            await Task.Delay(Turn * share, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CameraOptions CameraOf(int number) => SceneCamera.Of(new SceneOptions("load", 50) { People = 1, Cars = 1, Seconds = Seconds }, $"load{number}", Fps, 2, 500);
}
