using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bench.Cameras;
using Bench.Motion;
using Bench.Processes;
using Bench.Recorders;
using Bench.Report;
using Nvr.Core.Time;
using Scenes;
using SimCamera;

namespace Bench.Measurements;

/// <summary>
/// What nvrd and Debian's motion find in the same streams at the same time, and what that costs: all scenes of the book at a sub stream's bit rate, some at a time, with truth known. nvrd records them as well.
/// </summary>
internal sealed class MotionMeasurement : IMeasurement
{
    private const int Fps = 10;
    private const double RecallGoal = 0.98;
    private const double FalseAnHourGoal = 1;
    private const double DelayGoal = 0.5;
    private const double CpuGoal = 0.3;

    /// <summary>Both learn what a scene looks like first.</summary>
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(300);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (SubStream coding in SubStream.All)
        {
            Turn turn = await TurnAsync(options, coding, [.. Book.All], cancellation);
            Row[] found = [.. turn.Scenes.Select(s => SceneRow(coding, s)), .. Totals(coding, turn)];
            found.ToList().ForEach(r => Progress.Say($"{r}"));
            rows.AddRange(found);
        }
        return rows;
    }

    private static async Task<Turn> TurnAsync(BenchOptions options, SubStream coding, SceneOptions[] scenes, CancellationToken cancellation)
    {
        Progress.Say($"Showing {scenes.Length} scenes, {coding.Name}…");
        var cameras = new SimCameraOptions { Cameras = [.. scenes.Select(s => CameraOf(s, coding))], CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera") };
        await using SimCameraServer server = await SimCameraServer.StartAsync(cameras, cancellation);
        string[] names = [.. scenes.Select((_, i) => $"cam{i + 1}")];
        Uri[] urls = [.. server.Cameras.Select(c => c.Url)];
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, urls, RunningRecorder.Fresh(Path.Combine(options.WorkDirectory, "nvrd")), cancellation, "--motion", "auto");
        await nvrd.RecordingAsync(scenes.Length, cancellation);
        string directory = RunningRecorder.Fresh(Path.Combine(options.WorkDirectory, "motion"));
        await using MotionDaemon motion = await MotionDaemon.StartAsync([.. names.Zip(urls)], Fps, directory, cancellation);
        var ours = new ToldEvents();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task following = FollowAsync(nvrd, ours, enough.Token);
        await Task.Delay(Learning, cancellation);

        int[] analysis = [.. ProcessUsage.Children(nvrd.ProcessId)];
        long[] before = [ProcessUsage.CpuNs(nvrd.ProcessId), analysis.Sum(ProcessUsage.CpuNs), ProcessUsage.CpuNs(motion.ProcessId)];
        long fromUs = NowUs();
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(Watched, cancellation);
        double nanoseconds = Stopwatch.GetElapsedTime(begun).TotalNanoseconds;
        long toUs = NowUs();
        double[] percent = [.. new[] { ProcessUsage.CpuNs(nvrd.ProcessId), analysis.Sum(ProcessUsage.CpuNs), ProcessUsage.CpuNs(motion.ProcessId) }.Zip(before, (now, was) => (now - was) * 100 / nanoseconds / scenes.Length)];
        ToldEvents theirs = motion.Read(names);
        await enough.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (analysis.Length != 1 || following.IsFaulted)
        {
            throw new InvalidOperationException($"nvrd did not look for motion: it had {analysis.Length} processes beside it. {following.Exception?.InnerException?.Message}");
        }
        ILookup<string, SimCamera.Log.SentFrame> sent = server.Log.Snapshot().ToLookup(f => f.Camera);
        return new Turn(
            [.. scenes.Zip(names, (scene, name) =>
            {
                var clock = new SceneClock(sent[CameraOf(scene, coding).Name], Fps);
                var window = new Stretch(clock.SecondsAt(fromUs), clock.SecondsAt(toUs));
                return new Scored(scene, MotionScore.Of(scene, ours.Of(name, clock), window), MotionScore.Of(scene, theirs.Of(name, clock), window));
            })],
            percent);
    }

    private static CameraOptions CameraOf(SceneOptions scene, SubStream coding) => SceneCamera.Of(
        scene, scene.Name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-'), Fps, coding.GopSeconds, coding.Kbit, coding.Quality);

    private static async Task FollowAsync(NvrdBox nvrd, ToldEvents told, CancellationToken enough)
    {
        Dictionary<string, string> names = (await nvrd.CamerasAsync(enough)).ToDictionary(c => c.Value, c => c.Key);
        await foreach (JsonDocument happened in nvrd.FollowEventsAsync(enough))
        {
            using (happened)
            {
                JsonElement e = happened.RootElement;
                string id = e.GetProperty("id").GetString()!;
                told.Begin(id, names[e.GetProperty("camera").GetString()!], NowUs());
                if (UtcTime.TryParse(e.GetProperty("end").GetString(), out UtcTime over))
                {
                    told.End(id, over.Microseconds);
                }
            }
        }
    }

    private static Row SceneRow(SubStream coding, Scored scored) => new($"motion, {coding.Name}: {scored.Scene.Name}", Words(scored.Ours), $"motion: {Words(scored.Theirs)}", null, "", null);

    private static string Words(MotionScore score) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.Found} of {score.Present} found, {(score.Delays.Count > 0 ? $"{Figures.Median(score.Delays):0.0} s, " : "")}{score.False} of {score.Told} false, told {100 * score.FalseSeconds / score.Seconds:0} % of the time for nobody");

    private static IEnumerable<Row> Totals(SubStream coding, Turn turn)
    {
        IReadOnlyList<Scored> all = turn.Scenes;
        string what = $"motion, {coding.Name}";
        (double ours, double theirs) = (Recall(all.Select(s => s.Ours)), Recall(all.Select(s => s.Theirs)));
        yield return new Row($"{what}: recall", Figures.Short(ours), $"motion: {Figures.Short(theirs)}", ours / theirs, $"≥ {RecallGoal}", ours >= RecallGoal);
        (ours, theirs) = (Precision(all.Select(s => s.Ours)), Precision(all.Select(s => s.Theirs)));
        yield return new Row($"{what}: precision", Figures.Short(ours), $"motion: {Figures.Short(theirs)}", ours / theirs, "", null);
        Scored[] quiet = [.. all.Where(s => s.Scene.People + s.Scene.Cars == 0)];
        (ours, theirs) = (FalseAnHour(quiet.Select(s => s.Ours)), FalseAnHour(quiet.Select(s => s.Theirs)));
        yield return new Row($"{what}: false events an hour and quiet scene", Figures.Short(ours), $"motion: {Figures.Short(theirs)}", ours / theirs, $"≤ {FalseAnHourGoal}", ours <= FalseAnHourGoal);
        (ours, theirs) = (Figures.Median(all.SelectMany(s => s.Ours.Delays)), Figures.Median(all.SelectMany(s => s.Theirs.Delays)));
        yield return new Row($"{what}: told after, median", Figures.With(ours, "s"), $"motion: {Figures.With(theirs, "s")}", ours / theirs, $"≤ {DelayGoal} s", ours <= DelayGoal);
        IReadOnlyList<double> percent = turn.PercentACamera;
        double together = percent[0] + percent[1];
        yield return new Row(
            $"{what}: CPU a camera, recording with it", Figures.With(together, "%"), $"motion: {Figures.With(percent[2], "%")}", together / percent[2], $"≤ {CpuGoal}", together / percent[2] <= CpuGoal);
        yield return Row.Compared($"{what}: CPU a camera, the analysing process alone", Figures.With(percent[1], "%"), $"motion: {Figures.With(percent[2], "%")}", percent[1] / percent[2]);
    }

    private static double Recall(IEnumerable<MotionScore> scores) => scores.Sum(s => s.Found) / (double)scores.Sum(s => s.Present);

    private static double Precision(IEnumerable<MotionScore> scores) => 1 - (scores.Sum(s => s.False) / Math.Max(1.0, scores.Sum(s => s.Told)));

    private static double FalseAnHour(IEnumerable<MotionScore> scores) => scores.Sum(s => s.False) * 3600 / scores.Sum(s => s.Seconds);

    private static long NowUs() => UtcTime.From(TimeProvider.System.GetUtcNow()).Microseconds;

    private sealed record Scored(SceneOptions Scene, MotionScore Ours, MotionScore Theirs);

    /// <param name="PercentACamera">Of a core: nvrd itself, its analysing process, and motion.</param>
    private sealed record Turn(IReadOnlyList<Scored> Scenes, IReadOnlyList<double> PercentACamera);
}
