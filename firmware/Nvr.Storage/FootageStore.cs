using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>All volumes of the box as one place to write footage to and read it from.</summary>
public sealed class FootageStore : IFootageWriter, IFootageReader, IAsyncDisposable
{
    private FootageStore()
    {
    }

    public static FootageStore Open(FootageStoreOptions options, BoxClock clock, HealthBoard health, StorageJournal? journal = null) =>
        throw new NotSupportedException();

    /// <summary>Sets how long and how much of a camera is kept; null means no bound. Event footage is kept at least as long as the rest.</summary>
    public void SetRetention(CameraId camera, int? days, long? bytes, int? eventDays) => throw new NotSupportedException();

    /// <summary>Deletes all footage of a camera in the background, in batches; held spans stay until their hold is removed.</summary>
    public void ForgetCamera(CameraId camera) => throw new NotSupportedException();

    /// <summary>Completes when all that was handed over before is durable and indexed.</summary>
    public Task FlushAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ISegmentSink Begin(NewSegment segment) => throw new NotSupportedException();

    public void AddGap(CameraId camera, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail) =>
        throw new NotSupportedException();

    public IReadOnlyList<FootageSpan> ListSpans(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public IReadOnlyList<FootageGap> ListGaps(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public UtcRange? Extent(CameraId camera, StreamKind stream) => throw new NotSupportedException();

    public KeyFramePosition? Seek(CameraId camera, StreamKind stream, UtcTime time) => throw new NotSupportedException();

    public IMovie? OpenMovie(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public KeyFrame? ReadKeyFrame(CameraId camera, StreamKind stream, UtcTime nearest) => throw new NotSupportedException();

    public IReadOnlyList<FootageHold> ListHolds() => throw new NotSupportedException();

    public FootageHold AddHold(CameraId camera, UtcRange range, string reason, string createdBy) => throw new NotSupportedException();

    public bool RemoveHold(long holdId) => throw new NotSupportedException();

    public IReadOnlyList<VolumeStatus> ListVolumes() => throw new NotSupportedException();

    public IReadOnlyList<CameraUsage> ListUsage() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
