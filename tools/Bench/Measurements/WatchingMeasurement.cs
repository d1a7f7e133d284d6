using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bench.Cameras;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;
using Nvr.Core.Time;
using Scenes;
using SimCamera;

namespace Bench.Measurements;

/// <summary>
/// Whether recording notices that somebody looks at the pictures: two nvrd record the same cameras at the same time, one looks for motion, one does not. What the recording process costs, what is missing, and whether memory
/// grows.
/// </summary>
internal sealed class WatchingMeasurement : IMeasurement
{
    private const int Fps = 10;
    private const double CpuGoal = 1.1;
    private const double GrowthGoal = 1.1;

    /// <summary>Buffers and caches have their size by then.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(120);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var cameras = new SimCameraOptions { Cameras = [.. Enumerable.Range(1, options.Cameras).Select(CameraOf)], CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera") };
        await using SimCameraServer server = await SimCameraServer.StartAsync(cameras, cancellation);
        Uri[] urls = [.. server.Cameras.Select(c => c.Url)];
        await using NvrdBox watching = await NvrdBox.StartAsync(options, urls, Path.Combine(options.WorkDirectory, "watching"), cancellation, "--motion", "auto");
        await using NvrdBox plain = await NvrdBox.StartAsync(options, urls, Path.Combine(options.WorkDirectory, "plain"), cancellation, "--motion", "chosen");
        await watching.RecordingAsync(options.Cameras, cancellation);
        await plain.RecordingAsync(options.Cameras, cancellation);
        await Task.Delay(s_settled, cancellation);
        int analysis = ProcessUsage.Children(watching.ProcessId).Single();

        Progress.Say($"Two recorders of {options.Cameras} cameras for {options.Duration.TotalMinutes:0.#} min…");
        UtcTime from = BoxClock.System().WallNow;
        double picturesBefore = await watching.MetricAsync("nvr_analysis_pictures_total", cancellation);
        int[] processes = [watching.ProcessId, plain.ProcessId, analysis];
        long[] cpu = [.. processes.Select(ProcessUsage.CpuNs)];
        double[] memory = [.. processes.Select(Megabytes)];
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(options.Duration, cancellation);
        double nanoseconds = Stopwatch.GetElapsedTime(begun).TotalNanoseconds;
        double[] percent = [.. processes.Zip(cpu, (p, was) => (ProcessUsage.CpuNs(p) - was) * 100 / nanoseconds / options.Cameras)];
        double[] memoryAfter = [.. processes.Select(Megabytes)];
        double looks = await watching.MetricAsync("nvr_analysis_pictures_total", cancellation) - picturesBefore;
        var range = new UtcRange(from, BoxClock.System().WallNow);
        (int gaps, double share) = await MissingAsync(watching, range, cancellation);
        (int gapsBeside, double shareBeside) = await MissingAsync(plain, range, cancellation);

        string what = string.Create(CultureInfo.InvariantCulture, $"watching {options.Cameras} cameras for {options.Duration.TotalMinutes:0.#} min");
        return
        [
            new Row($"{what}: CPU a camera of the recording process", Figures.With(percent[0], "%"), $"without {Figures.With(percent[1], "%")}", percent[0] / percent[1], $"≤ {CpuGoal}", percent[0] <= CpuGoal * percent[1]),
            Row.Compared($"{what}: CPU a camera of the analysing process", Figures.With(percent[2], "%"), $"recording alone {Figures.With(percent[1], "%")}", percent[2] / percent[1]),
            new Row($"{what}: gaps ({looks:N0} pictures looked at)", Words(gaps, share), $"without {Words(gapsBeside, shareBeside)}", gaps, "0", gaps == 0 && looks > 0),
            Grown($"{what}: memory of the recording process (without: {Figures.With(memory[1], "MB")} -> {Figures.With(memoryAfter[1], "MB")})", memory[0], memoryAfter[0]),
            Grown($"{what}: memory of the analysing process", memory[2], memoryAfter[2]),
        ];
    }

    private static Row Grown(string what, double before, double after) =>
        new(what, Figures.With(after, "MB"), $"at first {Figures.With(before, "MB")}", after / before, $"≤ {GrowthGoal}", after <= GrowthGoal * before);

    private static string Words(int gaps, double share) => string.Create(CultureInfo.InvariantCulture, $"{gaps}, {share:P2} recorded");

    /// <summary>Gaps of all cameras, and how much of the time the camera with the least footage has. The last seconds are still on their way to the disk.</summary>
    private static async Task<(int Gaps, double Share)> MissingAsync(NvrdBox box, UtcRange range, CancellationToken cancellation)
    {
        UtcTime end = range.End.Plus(-10_000_000);
        int gaps = 0;
        double least = 1;
        foreach (string id in (await box.CamerasAsync(cancellation)).Values)
        {
            using JsonDocument found = await box.GetAsync($"cameras/{id}/recordings?from={range.Start}&to={end}", cancellation);
            gaps += found.RootElement.GetProperty("gaps").GetArrayLength();
            long us = found.RootElement.GetProperty("spans").EnumerateArray().Sum(s => Math.Min(Time(s, "to"), end.Microseconds) - Math.Max(Time(s, "from"), range.Start.Microseconds));
            least = Math.Min(least, us / (double)end.Since(range.Start));
        }
        return (gaps, least);
    }

    private static long Time(JsonElement span, string name) => UtcTime.TryParse(span.GetProperty(name).GetString(), out UtcTime time) ? time.Microseconds : throw new FormatException();

    private static double Megabytes(int process) => ProcessUsage.PssKb(process) / 1024.0;

    private static CameraOptions CameraOf(int number) => SceneCamera.Of(new SceneOptions("watched", 50) { People = 1, Cars = 1, Seconds = 60 }, $"watched{number}", Fps, 2, 500);
}
