using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Footage as a test sets it up.</summary>
public sealed class FakeFootage : IFootageReader, IKeyFrameFinder
{
    private readonly ConcurrentDictionary<long, FootageHold> holds = new();
    private long lastHold;

    public List<FootageSpan> Spans { get; } = [];

    public List<FootageGap> Gaps { get; } = [];

    public Func<CameraId, UtcRange, IMovie?> Movie { get; set; } = (_, _) => null;

    public KeyFrame? Picture { get; set; }

    /// <summary>Of the main stream; each with five seconds of footage.</summary>
    public List<UtcTime> KeyFrames { get; } = [];

    public List<CameraUsage> Usage { get; } = [];

    public List<VolumeStatus> Volumes { get; } = [new(Guid.NewGuid(), "/data/footage", 4_000_000_000_000, 2_700_000_000_000, 1_200_000_000_000, 100, 10_000_000_000, null)];

    public IReadOnlyList<FootageSpan> ListSpans(CameraId camera, StreamKind stream, UtcRange range) => [.. Spans.Where(s => s.Range.Overlaps(range))];

    public IReadOnlyList<FootageGap> ListGaps(CameraId camera, StreamKind stream, UtcRange range) => [.. Gaps.Where(g => g.Range.Overlaps(range))];

    public UtcRange? Extent(CameraId camera, StreamKind stream) => Spans.Count == 0 ? null : new UtcRange(Spans[0].Range.Start, Spans[^1].Range.End);

    public KeyFramePosition? Seek(CameraId camera, StreamKind stream, UtcTime time) =>
        stream == StreamKind.Main && KeyFrames.Where(t => time >= t && time.Since(t) < 5_000_000).ToArray() is [.., var at] ? new KeyFramePosition(at, 1, 1) : null;

    public IReadOnlyList<UtcTime?> FindKeyFrames(CameraId camera, StreamKind stream, UtcTime start, long stepUs, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new UtcRange(start.Plus(i * stepUs), start.Plus((i + 1) * stepUs)))
            .Select(slot => stream == StreamKind.Main && KeyFrames.Where(slot.Contains).ToArray() is [var first, ..] ? first : (UtcTime?)null),
    ];

    public IMovie? OpenMovie(CameraId camera, StreamKind stream, UtcRange range) => Movie(camera, range);

    public KeyFrame? ReadKeyFrame(CameraId camera, StreamKind stream, UtcTime nearest) =>
        KeyFrames.Contains(nearest) ? new KeyFrame(nearest, new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Width = 64, Height = 48 }, [1, 2, 3]) : Picture;

    public PictureGroup? ReadGroup(CameraId camera, StreamKind stream, UtcTime key, UtcTime until) =>
        KeyFrames.Contains(key) ? new PictureGroup(key, ReadKeyFrame(camera, stream, key)!.Format, [[1, 2, 3], [4]]) : null;

    public IReadOnlyList<FootageHold> ListHolds() => [.. holds.Values];

    public FootageHold AddHold(CameraId camera, UtcRange range, string reason, string createdBy)
    {
        FootageHold hold = new(Interlocked.Increment(ref lastHold), camera, range, reason, createdBy, range.Start);
        return holds[hold.Id] = hold;
    }

    public bool RemoveHold(long holdId) => holds.TryRemove(holdId, out _);

    public IReadOnlyList<VolumeStatus> ListVolumes() => Volumes;

    public IReadOnlyList<CameraUsage> ListUsage() => Usage;
}
