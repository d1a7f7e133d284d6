using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Archives;
using Nvr.Export.Documents;
using Nvr.Storage;
using Nvr.Storage.Tests.Support;

namespace Nvr.Export.Tests.Support;

/// <summary>A recorder with real footage at a police officer's counter: its disks, its key, and a stick.</summary>
internal sealed class Counter : IAsyncDisposable
{
    private static readonly string Keys = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "keys")).FullName;

    private readonly TestFolder stick = new();

    public Counter()
    {
        Box.Open();
        Exporter = new Exporter(Box.Store, Signer, Box.Clock);
    }

    public TestBox Box { get; } = new();

    /// <summary>One key for all tests: making one takes a second.</summary>
    public static ExportSigner Signer { get; } = new(Keys, "Shop recorder", BoxClock.System());

    public Exporter Exporter { get; }

    public string Stick => stick.Path;

    public ExportTarget Target => new(Stick, null, long.MaxValue);

    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    /// <summary>Records real video in segments of ten seconds and lets the clock run over it: <paramref name="pace"/> seconds for each second of a camera whose own clock is wrong; each segment seems to end that much after the next begins.</summary>
    public async Task<UtcRange> RecordAsync(int seconds, CameraId? camera = null, double pace = 1, long overlapUs = 0)
    {
        UtcTime start = Box.Clock.WallNow;
        for (int from = 0; from < seconds; from += 10)
        {
            ISegmentSink sink = Box.Store.Begin(new NewSegment(camera ?? Box.Camera, StreamKind.Main, Box.Clock.MonotonicUs, [RealVideo.Instance.Format]));
            for (int second = 0; second < Math.Min(10, seconds - from); second++)
            {
                Box.Time.Advance(TimeSpan.FromSeconds(pace));
                sink.Append(RealVideo.Instance.Second((from + second) % RealVideo.Seconds, second));
            }
            sink.Close(Box.Clock.MonotonicUs + overlapUs);
        }
        await Box.FlushAsync();
        return new UtcRange(start, Box.Clock.WallNow);
    }

    public static ExportOrder Order(params ExportCamera[] cameras) => new()
    {
        Unit = new ExportUnit("Shop recorder", "NVR-0042", "https://192.0.2.7/", "02:00:00:00:00:07", "0.1.0+test"),
        Operator = "front panel",
        Clock = new ClockFacts(true, 3.5, "pool.ntp.org", "The clock followed a time server and deviated by less than a hundredth of a second."),
        Cameras = cameras,
    };

    public ExportCamera Camera(string name, params UtcRange[] ranges) => new(Box.Camera, name, "rtsp://192.0.2.20/main", "02:00:00:00:00:20", ranges);

    public Task<ExportResult> ExportAsync(ExportOrder order, ExportTarget? target = null, Action<ExportProgress>? progress = null, CancellationToken cancellation = default) =>
        Exporter.WriteAsync(order, target ?? Target, progress is null ? null : new Synchronous(progress), cancellation == default ? Limit : cancellation);

    public Task<ArchivePlan> ArchiveAsync(UtcRange range, string? reason = null) =>
        Exporter.ArchiveAsync(Order(Camera("Till", range)) with { Reason = reason }, null, Limit);

    public ExportArchive? OpenArchive(ArchivePlan plan, UtcRange range) => ExportArchive.Open(plan, _ => Box.Store.OpenMovie(Box.Camera, StreamKind.Main, range));

    public static Manifest Manifest(string folder) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, "manifest.json")), ManifestJson.Default.Manifest)!;

    /// <summary>The footage as the store itself stitches it, for comparison.</summary>
    public async Task<string> SourceAsync(UtcRange range)
    {
        string path = Box.VolumePath + ".source.mp4";
        using IMovie movie = Box.Store.OpenMovie(Box.Camera, StreamKind.Main, range)!;
        await using FileStream file = File.Create(path);
        await movie.CopyToAsync(file, 0, movie.Length, default);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        stick.Dispose();
    }

    /// <summary>Reports before the writer goes on, so that a test can step in at a known moment.</summary>
    private sealed class Synchronous(Action<ExportProgress> action) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => action(value);
    }
}
