using System.Text;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Pictures;

/// <summary>Footage of one camera whose key frames tell the scripted process what to do; see <see cref="ScriptedPictures"/>. A key frame's footage lasts five seconds.</summary>
internal sealed class PicturedFootage : IFootageReader, IKeyFrameFinder
{
    public static readonly UtcTime Noon = UtcTime.From(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private const long LastsUs = 5_000_000;

    private readonly Dictionary<(StreamKind Stream, UtcTime Time), string> frames = [];
    private int reads;

    public CameraId Camera { get; } = CameraId.New();

    public int Reads => reads;

    public UtcTime Add(double second, string command = "draw", StreamKind stream = StreamKind.Main)
    {
        UtcTime time = Noon.Plus((long)(second * 1e6));
        frames[(stream, time)] = command;
        return time;
    }

    public void Remove(UtcTime time) => frames.Remove((StreamKind.Main, time));

    public IReadOnlyList<UtcTime?> FindKeyFrames(CameraId camera, StreamKind stream, UtcTime start, long stepUs, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Times(stream).Where(t => t >= start.Plus(i * stepUs) && t < start.Plus((i + 1) * stepUs)).Select(t => (UtcTime?)t).FirstOrDefault())];

    public KeyFramePosition? Seek(CameraId camera, StreamKind stream, UtcTime time) =>
        Times(stream).Where(t => time >= t && time.Since(t) < LastsUs).Select(t => new KeyFramePosition(t, 1, 1)).LastOrDefault()
        ?? Times(stream).Where(t => t > time).Select(t => new KeyFramePosition(t, 1, 1)).FirstOrDefault();

    public KeyFrame? ReadKeyFrame(CameraId camera, StreamKind stream, UtcTime nearest)
    {
        Interlocked.Increment(ref reads);
        if (!frames.TryGetValue((stream, nearest), out string? command))
        {
            return null;
        }
        var format = new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Width = 640, Height = 360 };
        return command == "unreadable" ? throw new NvrException(ErrorKind.Storage, "A recording could not be read from the disk.")
            : new KeyFrame(nearest, format, command == "huge" ? new byte[(4 << 20) + 1] : Encoding.ASCII.GetBytes(command));
    }

    /// <summary>What the pictures after a key frame tell the process.</summary>
    public string LaterCommand { get; set; } = "draw";

    /// <summary>The key frame, and a picture for each second after it.</summary>
    public PictureGroup? ReadGroup(CameraId camera, StreamKind stream, UtcTime key, UtcTime until) => ReadKeyFrame(camera, stream, key) is { } frame
        ? new PictureGroup(key, frame.Format, [frame.Data, .. Enumerable.Repeat(Encoding.ASCII.GetBytes(LaterCommand), (int)(until.Since(key) / 1_000_000))])
        : null;

    public IReadOnlyList<FootageSpan> ListSpans(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public IReadOnlyList<FootageGap> ListGaps(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public UtcRange? Extent(CameraId camera, StreamKind stream) => throw new NotSupportedException();

    public IMovie? OpenMovie(CameraId camera, StreamKind stream, UtcRange range) => throw new NotSupportedException();

    public IReadOnlyList<FootageHold> ListHolds() => throw new NotSupportedException();

    public FootageHold AddHold(CameraId camera, UtcRange range, string reason, string createdBy) => throw new NotSupportedException();

    public bool RemoveHold(long holdId) => throw new NotSupportedException();

    public IReadOnlyList<VolumeStatus> ListVolumes() => throw new NotSupportedException();

    public IReadOnlyList<CameraUsage> ListUsage() => throw new NotSupportedException();

    private IEnumerable<UtcTime> Times(StreamKind stream) => frames.Keys.Where(k => k.Stream == stream).Select(k => k.Time).Order();
}
