using System.Text.Json;
using Bench.Page;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;
using SimCamera;

namespace Bench.Measurements;

/// <summary>What a tab with sixteen live pictures takes that stays open for as long as is measured, in a real browser.</summary>
internal sealed class TabMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const double GrowthGoal = 1.1;
    private const string Pictures = "document.querySelectorAll('.tile .picture:not(.waiting)').length";

    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        Progress.Say($"{Cameras} cameras of 640x360…");
        await using SimCameraServer server = await SimCameraServer.StartAsync(
            new SimCameraOptions
            {
                Cameras = [.. Enumerable.Range(1, Cameras).Select(n => new CameraOptions { Name = $"cam{n}", Width = 640, Height = 360, Fps = 10, Gop = 20, Kbit = 400 })],
                CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera"),
            },
            cancellation);
        await using NvrdBox box = await NvrdBox.StartAsync(options, [.. server.Cameras.Select(c => c.Url)], Path.Combine(options.WorkDirectory, "nvrd"), cancellation);
        await box.RecordingAsync(Cameras, cancellation);
        string folder = Path.Combine(options.WorkDirectory, "tab");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        await using PlainTab tab = await PlainTab.OpenAsync(box, folder, cancellation);
        await tab.WaitAsync($"{Pictures} === {Cameras}", cancellation);
        Progress.Say($"{Cameras} live pictures for {options.Duration.TotalMinutes:0.#} min…");
        await Task.Delay(s_settled, cancellation);
        int[] renderers = await tab.RenderersAsync(cancellation);
        // The browser takes and gives back by the minute: what grows shows between quarters of the time.
        List<double> samples = [Megabytes(renderers)];
        for (TimeSpan left = options.Duration; left > TimeSpan.Zero; left -= s_look)
        {
            await Task.Delay(left < s_look ? left : s_look, cancellation);
            samples.Add(Megabytes(renderers));
            Progress.Say($"{samples[^1]:0} MB ({samples.Min():0} to {samples.Max():0} so far), {await tab.EvaluateAsync(Pictures, cancellation)} pictures, {await InsideAsync(tab, cancellation)}; {Math.Max(0, (left - s_look).TotalMinutes):0.#} min to go…");
        }
        int quarter = Math.Max(1, samples.Count / 4);
        double before = Figures.Median(samples[..quarter]);
        double after = Figures.Median(samples[^quarter..]);
        return
        [
            new Row(
                $"page: memory of a tab with {Cameras} live pictures, last quarter of {options.Duration.TotalMinutes:0.#} min", Figures.With(after, "MB"), $"first quarter {Figures.With(before, "MB")}", after / before, $"≤ {GrowthGoal}",
                after / before <= GrowthGoal),
        ];
    }

    /// <summary>What of it the page's own code holds, as the browser counts.</summary>
    private static async Task<string> InsideAsync(PlainTab tab, CancellationToken cancellation)
    {
        JsonElement heap = await tab.AskAsync("Runtime.getHeapUsage", null, cancellation);
        JsonElement counters = await tab.AskAsync("Memory.getDOMCounters", null, cancellation);
        string Megabytes(string name) => heap.TryGetProperty(name, out JsonElement bytes) ? $"{bytes.GetDouble() / 1e6:0.0}" : "?";
        return $"heap {Megabytes("usedSize")} of {Megabytes("totalSize")} MB, buffers {Megabytes("backingStorageSize")} MB, {counters.GetProperty("nodes")} nodes, {counters.GetProperty("jsEventListeners")} listeners";
    }

    private static double Megabytes(IEnumerable<int> processes) => processes.Sum(ProcessUsage.PssKb) / 1024.0;
}
