using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Storage.Tests.Support;

/// <summary>A recorder's storage on a directory, with a clock that the test sets. Opening again is a restart; a new boot id a reboot.</summary>
internal sealed class TestBox : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestFolder folder = new();
    private FootageStore? store;

    public TestBox(DateTimeOffset? start = null)
    {
        Time = new SettableTime(start ?? Noon);
        VolumePath = folder.Of("footage");
    }

    public SettableTime Time { get; }

    public Guid BootId { get; private set; } = Guid.NewGuid();

    public BoxClock Clock => new(Time, BootId);

    public string VolumePath { get; set; }

    public long ReserveBytes { get; init; }

    public bool ClockIsSynchronised { get; set; }

    public bool ScanForOrphans { get; init; } = true;

    public long QueueBoundBytes { get; init; } = 64L << 20;

    public HealthBoard Health { get; } = new();

    public List<string> Journal { get; } = [];

    public CameraId Camera { get; } = CameraId.New();

    public FootageStore Store => store ?? throw new InvalidOperationException("Not open.");

    public string IndexPath => Path.Combine(VolumePath, "index.db");

    public FootageStore Open(params VolumeOptions[] more)
    {
        store = FootageStore.Open(
            new FootageStoreOptions
            {
                Volumes = [new VolumeOptions(VolumePath) { Initialise = true, ReserveBytes = ReserveBytes }, .. more],
                SyncIntervalMs = 100,
                ClockIntervalMs = 20,
                RetentionIntervalMs = 50,
                ScanForOrphans = ScanForOrphans,
                QueueBoundBytes = QueueBoundBytes,
                ClockSynchronised = () => ClockIsSynchronised,
            },
            Clock,
            Health,
            (level, text) =>
            {
                lock (Journal)
                {
                    Journal.Add($"{level}: {text}");
                }
            });
        return store;
    }

    public async Task CloseAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
            store = null;
        }
    }

    public async Task<FootageStore> RestartAsync()
    {
        await CloseAsync();
        return Open();
    }

    public async Task<FootageStore> RebootAsync(DateTimeOffset wallAfter)
    {
        await CloseAsync();
        BootId = Guid.NewGuid();
        Time.Reboot(wallAfter);
        return Open();
    }

    /// <summary>Records one segment that begins now, a fragment a second, and lets the clock run over it.</summary>
    public UtcTime Record(int seconds, CameraId? camera = null, int frameBytes = 200, StreamKind stream = StreamKind.Main, Func<int, bool>? key = null)
    {
        UtcTime start = Clock.WallNow;
        ISegmentSink sink = Store.Begin(new NewSegment(camera ?? Camera, stream, Clock.MonotonicUs, [Material.Video]));
        for (int second = 0; second < seconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            sink.Append(Material.Second(second, frameBytes, key?.Invoke(second) ?? true));
        }
        sink.Close(Clock.MonotonicUs);
        return start;
    }

    /// <summary>Some segments one after the other, all indexed when this returns.</summary>
    public async Task RecordManyAsync(int segments, int seconds = 4, CameraId? camera = null, int frameBytes = 200)
    {
        for (int i = 0; i < segments; i++)
        {
            Record(seconds, camera, frameBytes);
        }
        await FlushAsync();
    }

    public Task FlushAsync() => Store.FlushAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);

    public IReadOnlyList<FootageSpan> Spans(CameraId? camera = null) => Store.ListSpans(camera ?? Camera, StreamKind.Main, Ever);

    public IReadOnlyList<FootageGap> Gaps(CameraId? camera = null) => Store.ListGaps(camera ?? Camera, StreamKind.Main, Ever);

    public long Segments => Store.ListVolumes()[0].Segments;

    public static UtcRange Ever => new(new UtcTime(-4_000_000_000_000_000), new UtcTime(8_000_000_000_000_000));

    public string[] Files() => Directory.Exists(Path.Combine(VolumePath, "segments"))
        ? [.. Directory.EnumerateFiles(Path.Combine(VolumePath, "segments"), "*.mp4", SearchOption.AllDirectories).Order()]
        : [];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folder.Dispose();
    }
}
