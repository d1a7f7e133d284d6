using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Pictures;

/// <summary>
/// One picture or one sheet that can be made: what it shows, of which key frames. Immutable. Plans with equal <see cref="Tag"/> make equal pictures: the tag is taken over all
/// that goes into them, so that a change of the footage, of the clock or of a mask is another picture, and an unchanged one is the same for ever.
/// </summary>
public sealed class PicturePlan
{
    /// <summary>Changed when pictures are made differently, so that those of before are not taken for them.</summary>
    private const string Manner = "1";

    private const int TagDigits = 24;

    /// <param name="camera">Whose footage.</param>
    /// <param name="start">With which the sheet begins; of a single picture the time of what it shows.</param>
    /// <param name="order">Size, crop and masks.</param>
    /// <param name="sources">A key frame for each tile, null for none; a tile of the same key frame as one before it stays black.</param>
    public PicturePlan(CameraId camera, UtcTime start, CanvasOrder order, IReadOnlyList<PictureSource?> sources)
    {
        (Camera, Start, Order, Sources) = (camera, start, order, sources);
        var text = new StringBuilder(Manner);
        foreach (PictureSource? source in sources)
        {
            text.Append(CultureInfo.InvariantCulture, $";{source?.Stream},{source?.Time.Microseconds}");
            if (source?.Until is { } until)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{until.Microseconds}");
            }
        }
        byte[] hash = SHA256.HashData([.. order.Write(), .. Encoding.UTF8.GetBytes(text.ToString())]);
        Tag = Convert.ToHexStringLower(hash)[..TagDigits];
    }

    public CameraId Camera { get; }

    public UtcTime Start { get; }

    public CanvasOrder Order { get; }

    public IReadOnlyList<PictureSource?> Sources { get; }

    public string Tag { get; }

    /// <summary>What is drawn: each key frame once.</summary>
    public IEnumerable<(int Tile, PictureSource Source)> Draws
    {
        get
        {
            HashSet<PictureSource> drawn = [];
            for (int tile = 0; tile < Sources.Count; tile++)
            {
                if (Sources[tile] is { } source && drawn.Add(source))
                {
                    yield return (tile, source);
                }
            }
        }
    }

    public bool IsEmpty => Sources.All(s => s is null);

    internal PictureName Name => new(Camera, Start, Tag);

    /// <summary>What follows a key frame has a mark of its own: the key frame may be sound.</summary>
    internal static PictureName MarkOf(CameraId camera, PictureSource source) =>
        new(camera, source.Shown, (source.Stream == StreamKind.Main ? "main" : "sub") + (source.Until is null ? "" : "later"));
}
