using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Bench.Measurements;

/// <summary>A volume whose index is full of made-up footage without files. Disposing deletes it.</summary>
internal sealed class FilledVolume : IAsyncDisposable
{
    private const long DayUs = 24L * 3600 * 1_000_000;

    private readonly string directory;

    private FilledVolume(string directory, IReadOnlyList<CameraId> cameras, UtcTime start)
    {
        this.directory = directory;
        Cameras = cameras;
        Start = start;
    }

    public IReadOnlyList<CameraId> Cameras { get; }

    public UtcTime Start { get; }

    /// <summary>Fills it; a segment a minute and camera, up to now.</summary>
    public static FilledVolume Make(BenchOptions options, int cameras, int days)
    {
        Progress.Say($"Filling an index with {cameras * days * 24 * 60:N0} segments…");
        string directory = Recorders.RunningRecorder.Fresh(Path.Combine(options.WorkDirectory, "volume"));
        UtcTime end = BoxClock.System().WallNow;
        return new FilledVolume(directory, IndexFiller.Fill(directory, cameras, days, end), end.Plus(-days * DayUs));
    }

    public FootageStore Open(int retentionIntervalMs) => FootageStore.Open(
        new FootageStoreOptions
        {
            Volumes = [new VolumeOptions(directory) { ReserveBytes = 0 }],
            ScanForOrphans = false,
            RetentionIntervalMs = retentionIntervalMs,
            ClockSynchronised = () => true,
        },
        BoxClock.System(),
        new HealthBoard());

    public ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
