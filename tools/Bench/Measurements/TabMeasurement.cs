using System.Text.Json;
using Bench.Page;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;
using Microsoft.Playwright;
using SimCamera;

namespace Bench.Measurements;

/// <summary>What a tab with sixteen live pictures takes that stays open for as long as is measured, in a real browser.</summary>
internal sealed class TabMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const double GrowthGoal = 1.1;

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
        await using PageBrowser browser = await PageBrowser.StartAsync(box);
        IPage page = await browser.OpenAsync("/");
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('.tile .picture:not(.waiting)').length === {Cameras}");
        Progress.Say($"{Cameras} live pictures for {options.Duration.TotalMinutes:0.#} min…");
        await Task.Delay(s_settled, cancellation);
        int[] renderers = [.. await browser.RenderersAsync()];
        ICDPSession inside = await page.Context.NewCDPSessionAsync(page);
        // The browser takes and gives back by the minute: what grows shows between quarters of the time.
        List<double> samples = [Megabytes(renderers)];
        for (TimeSpan left = options.Duration; left > TimeSpan.Zero; left -= s_look)
        {
            await Task.Delay(left < s_look ? left : s_look, cancellation);
            samples.Add(Megabytes(renderers));
            int pictures = await page.Locator(".tile .picture:not(.waiting)").CountAsync();
            Progress.Say($"{samples[^1]:0} MB ({samples.Min():0} to {samples.Max():0} so far), {pictures} pictures, {await InsideAsync(inside)}; {Math.Max(0, (left - s_look).TotalMinutes):0.#} min to go…");
        }
        await page.Context.CloseAsync();
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
    private static async Task<string> InsideAsync(ICDPSession inside)
    {
        JsonElement heap = (await inside.SendAsync("Runtime.getHeapUsage"))!.Value;
        JsonElement counters = (await inside.SendAsync("Memory.getDOMCounters"))!.Value;
        string Megabytes(string name) => heap.TryGetProperty(name, out JsonElement bytes) ? $"{bytes.GetDouble() / 1e6:0.0}" : "?";
        return $"heap {Megabytes("usedSize")} of {Megabytes("totalSize")} MB, buffers {Megabytes("backingStorageSize")} MB, {counters.GetProperty("nodes")} nodes, {counters.GetProperty("jsEventListeners")} listeners";
    }

    private static double Megabytes(IEnumerable<int> processes) => processes.Sum(ProcessUsage.PssKb) / 1024.0;
}
