using System.Globalization;
using Bench.Decoding;
using Bench.Report;
using Scenes;

namespace Bench.Measurements;

/// <summary>What it saves to decode pictures only when the sizes of the coded ones say that something changed, and what is missed or told later by that: each scene in each coding, beside the same with everything decoded.</summary>
internal sealed class DecodingMeasurement : IMeasurement
{
    private const int Cameras = 16;

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        List<Row> rows = [];
        foreach ((SceneOptions scene, IReadOnlyList<Coding> codings) in Yard.All)
        {
            Progress.Say($"Encoding {scene.Name}…");
            foreach (CodedScene coded in CodedScene.Make(scene, codings, Path.Combine(options.WorkDirectory, "decoding")))
            {
                cancellation.ThrowIfCancellationRequested();
                Progress.Say($"Looking at {scene.Name}, {coded.Coding.Name}…");
                Viewing all = await Viewing.OfAsync(options.Nvrd, coded, decodesAll: true);
                Viewing some = await Viewing.OfAsync(options.Nvrd, coded, decodesAll: false);
                rows.Add(new Row($"decoding: {scene.Name}, {coded.Coding.Name}", Words(some), $"all: {Words(all)}", some.CpuSeconds / all.CpuSeconds, "", some.Delays.Count >= all.Delays.Count));
            }
        }
        return [.. rows, .. await CrowdAsync(options)];
    }

    /// <summary>Sixteen sub streams at once, in a yard by day and in scenes that are different from camera to camera.</summary>
    private static async Task<IReadOnlyList<Row>> CrowdAsync(BenchOptions options)
    {
        Coding coding = Coding.All.Single(c => c.Name.StartsWith("quality 28", StringComparison.Ordinal));
        CodedScene[] all = [.. Yard.All.SelectMany(y => CodedScene.Make(y.Scene, [coding], Path.Combine(options.WorkDirectory, "decoding")))];
        List<Row> rows = [];
        foreach ((string name, CodedScene[] scenes) in new[] { ("all the scenes", all), ("nobody", [.. all.Where(s => s.Scene.Name == "nobody")]) })
        {
            Progress.Say($"Looking at {Cameras} cameras, {name}…");
            (double core, double decoded) = await Crowd.MeasureAsync(options.Nvrd, scenes, Cameras, decodesAll: false);
            (double wholeCore, _) = await Crowd.MeasureAsync(options.Nvrd, scenes, Cameras, decodesAll: true);
            rows.Add(new Row(
                $"decoding: {Cameras} sub streams, {name}", string.Create(CultureInfo.InvariantCulture, $"{100 * core:0.0} % of a core, {100 * decoded:0} % decoded"),
                string.Create(CultureInfo.InvariantCulture, $"all: {100 * wholeCore:0.0} % of a core"), core / wholeCore, "", null));
        }
        return rows;
    }

    private static string Words(Viewing viewing) => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * viewing.Decoded:0} % decoded, {viewing.Delays.Count} of {viewing.Present} found{(viewing.Delays.Count > 0 ? $" after {Figures.Median(viewing.Delays):0.0} s, at most {viewing.Delays[^1]:0.0} s" : "")}, {viewing.False} nobody, {100 * viewing.CpuSeconds:0.00} % of a core");
}
