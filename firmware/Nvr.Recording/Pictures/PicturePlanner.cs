using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Sandbox.Protocol;
using Nvr.Storage;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Pictures;

/// <summary>
/// Says which key frames make the pictures that are asked for. Thread-safe; reads indexes and may block for milliseconds. Key frames of which no picture could be made are passed over.
/// </summary>
public sealed class PicturePlanner(IFootageReader footage, IKeyFrameFinder finder, PictureShelf shelf, IPrivacyMasks masks)
{
    private const int SheetCoarseness = 6;
    private const int SingleCoarseness = 3;

    /// <summary>More pictures are not decoded for one.</summary>
    private const long LongestGroupUs = 15_000_000;

    private const int TilesOfASheet = PictureSizes.Columns * PictureSizes.Rows;

    /// <summary>How far around an event's box is looked, in shares of the box.</summary>
    private const float CropMargin = 0.4f;

    /// <summary>Of the picture's height; less would show pixels in place of a thing.</summary>
    private const float LeastCrop = 0.25f;

    /// <summary>The sheets that show a range, in order, those without footage left out.</summary>
    public IReadOnlyList<PicturePlan> Sheets(CameraId camera, UtcRange range, int height)
    {
        UtcTime start = PictureSizes.SheetStart(range.Start);
        int count = (int)((range.End.Since(start) + PictureSizes.SheetUs - 1) / PictureSizes.SheetUs);
        PictureSource?[] sources = Find(camera, start, count * TilesOfASheet);
        var order = new CanvasOrder
        {
            Columns = PictureSizes.Columns,
            Rows = PictureSizes.Rows,
            TileWidth = PictureSizes.WidthOf(height),
            TileHeight = height,
            Coarseness = SheetCoarseness,
            Masks = Usable(masks.Of(camera)),
        };
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => new PicturePlan(camera, start.Plus(i * PictureSizes.SheetUs), order, sources[(i * TilesOfASheet)..((i + 1) * TilesOfASheet)]))
                .Where(p => !p.IsEmpty),
        ];
    }

    /// <summary>The latest picture not after a moment, of the footage that covers it; null when there is none.</summary>
    /// <param name="camera">Whose footage.</param>
    /// <param name="time">The moment.</param>
    /// <param name="height">One of <see cref="PictureSizes.Heights"/>.</param>
    /// <param name="box">Shows the surroundings of this part alone.</param>
    public PicturePlan? Single(CameraId camera, UtcTime time, int height, EventBox? box = null)
    {
        foreach (StreamKind stream in StreamsFor(height, box))
        {
            if (Before(camera, stream, time) is { } source)
            {
                return Of(camera, source, height, box);
            }
        }
        return null;
    }

    /// <summary>The picture nearest to a moment at which something happened: one from just before may not show it yet; null when there is no footage of it.</summary>
    public PicturePlan? Nearest(CameraId camera, UtcTime time, int height, EventBox? box = null)
    {
        foreach (StreamKind stream in StreamsFor(height, box))
        {
            PictureSource? before = Before(camera, stream, time);
            PictureSource? after = Find(camera, stream, time, 1)[0];
            if ((before is { } b && after is { } a ? (time.Since(b.Time) <= a.Time.Since(time) ? b : a) : before ?? after) is { } nearest)
            {
                return Of(camera, nearest, height, box);
            }
        }
        return null;
    }

    /// <summary>
    /// The picture of just that moment, decoded from the key frame before it: where somebody was seen, a key frame of a second earlier or later shows nobody. The nearest key frame where that cannot be, or is too far back;
    /// null when there is no footage of it.
    /// </summary>
    public PicturePlan? Exact(CameraId camera, UtcTime time, int height, EventBox? box = null)
    {
        foreach (StreamKind stream in StreamsFor(height, box))
        {
            if (Before(camera, stream, time) is { } key && time.Since(key.Time) is > 0 and <= LongestGroupUs && key with { Until = time } is var source && !IsMarked(camera, source))
            {
                return Of(camera, source, height, box);
            }
        }
        return Nearest(camera, time, height, box);
    }

    /// <summary>
    /// A picture for each of so many equal parts of a range, in order: of a moment that is given within the part, else of its middle, else of its first slot with footage; null for parts without footage.
    /// </summary>
    public IReadOnlyList<PicturePlan?> Storyboard(CameraId camera, UtcRange range, IReadOnlyList<UtcTime?> moments, int height)
    {
        long part = range.DurationUs / moments.Count;
        // Only where a part's middle has no footage.
        var sources = new Lazy<PictureSource?[]>(() => Find(camera, range.Start, (int)(range.DurationUs / PictureSizes.StepUs)));
        return [.. moments.Select((moment, i) =>
        {
            UtcTime from = range.Start.Plus(i * part);
            return (moment is { } at ? Nearest(camera, at, height) : null) ?? Single(camera, from.Plus(part / 2), height)
                ?? (FirstIn(sources.Value, (int)(i * part / PictureSizes.StepUs), (int)((i + 1) * part / PictureSizes.StepUs)) is { } first ? Single(camera, first, height) : null);
        })];
    }

    private static StreamKind[] StreamsFor(int height, EventBox? box) =>
        height <= PictureSizes.SubStreamUpTo && box is null ? [StreamKind.Sub, StreamKind.Main] : [StreamKind.Main, StreamKind.Sub];

    private PictureSource? Before(CameraId camera, StreamKind stream, UtcTime time) =>
        footage.Seek(camera, stream, time) is { } at && at.Time <= time && new PictureSource(stream, at.Time) is var source && !IsMarked(camera, source) ? source : null;

    private PicturePlan Of(CameraId camera, PictureSource source, int height, EventBox? box)
    {
        var order = new CanvasOrder
        {
            TileWidth = PictureSizes.WidthOf(height), TileHeight = height, Coarseness = SingleCoarseness, Crop = CropOf(box), Masks = Usable(masks.Of(camera)),
        };
        return new PicturePlan(camera, source.Shown, order, [source]);
    }

    private static UtcTime? FirstIn(PictureSource?[] sources, int from, int to) => sources[Math.Min(from, sources.Length)..Math.Min(to, sources.Length)].FirstOrDefault(s => s is not null)?.Time;

    private PictureSource?[] Find(CameraId camera, UtcTime start, int count)
    {
        PictureSource?[] found = Find(camera, StreamKind.Sub, start, count);
        if (found.Contains(null))
        {
            PictureSource?[] main = Find(camera, StreamKind.Main, start, count);
            for (int i = 0; i < count; i++)
            {
                found[i] ??= main[i];
            }
        }
        return found;
    }

    private PictureSource?[] Find(CameraId camera, StreamKind stream, UtcTime start, int count) =>
    [
        .. finder.FindKeyFrames(camera, stream, start, PictureSizes.StepUs, count)
            .Select(t => t is { } time && new PictureSource(stream, time) is var source && !IsMarked(camera, source) ? source : (PictureSource?)null),
    ];

    private bool IsMarked(CameraId camera, PictureSource source) => shelf.IsMarked(PicturePlan.MarkOf(camera, source));

    /// <summary>The box with some of what is around it, as wide as the shape of pictures wants, inside the picture.</summary>
    private static EventBox? CropOf(EventBox? box)
    {
        if (box is not { } b)
        {
            return null;
        }
        // In shares of a 16:9 picture, equal shares of width and height keep the shape.
        float size = Math.Clamp(Math.Max(b.Width, b.Height) * (1 + CropMargin), LeastCrop, 1);
        float left = Math.Clamp(b.Left + (b.Width / 2) - (size / 2), 0, 1 - size);
        float top = Math.Clamp(b.Top + (b.Height / 2) - (size / 2), 0, 1 - size);
        return new EventBox(left, top, size, size);
    }

    /// <summary>More than the process takes would be no picture at all; the whole is hidden rather than too little.</summary>
    private static IReadOnlyList<PrivacyMask> Usable(IReadOnlyList<PrivacyMask> wanted) =>
        wanted.Count <= CanvasOrder.MaxMasks && wanted.All(m => m.Corners.Count <= CanvasOrder.MaxCorners) ? wanted : [PrivacyMask.Rectangle(0, 0, 1, 1)];
}
