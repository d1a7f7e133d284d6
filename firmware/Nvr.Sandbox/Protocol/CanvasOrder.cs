using System.Text.Json;
using Nvr.Core.Events;
using Nvr.Core.Media;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// The sheet that a <see cref="WorkerTask.Pictures"/> process is to make next: tiles of one size in rows, black where nothing is drawn. As JSON on the wire.
/// Immutable.
/// </summary>
public sealed record CanvasOrder
{
    public const int MaxBytes = 64 << 10;

    /// <summary>Pixels of the whole sheet, in either direction.</summary>
    public const int MaxPixels = 4096;

    /// <summary>More masks than this, or corners in one, are a mistake of whoever set them up.</summary>
    public const int MaxMasks = 32;

    public const int MaxCorners = 32;

    public int Columns { get; init; } = 1;

    public int Rows { get; init; } = 1;

    /// <summary>Pixels, even.</summary>
    public required int TileWidth { get; init; }

    /// <summary>Pixels, even.</summary>
    public required int TileHeight { get; init; }

    /// <summary>FFmpeg's scale of a JPEG's coarseness: 2 is the finest, 31 the coarsest.</summary>
    public int Coarseness { get; init; } = 5;

    /// <summary>The part of each picture that is shown; the whole where null.</summary>
    public EventBox? Crop { get; init; }

    /// <summary>What is blackened, in fractions of the whole picture, whatever part of it is shown.</summary>
    public IReadOnlyList<PrivacyMask> Masks { get; init; } = [];

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.CanvasOrder);

    /// <summary>Null when the payload is not such an order, or asks for a sheet that cannot be made.</summary>
    public static CanvasOrder? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ProtocolJson.Default.CanvasOrder) is { } order && order.IsSane() ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsSane()
    {
        bool isSize = Columns is >= 1 and <= 64 && Rows is >= 1 and <= 64 && TileWidth is >= 16 and <= MaxPixels && TileHeight is >= 16 and <= MaxPixels
            && (TileWidth | TileHeight) % 2 == 0 && Columns * TileWidth <= MaxPixels && Rows * TileHeight <= MaxPixels;
        bool isCrop = Crop is not { } c || (c is { Left: >= 0, Top: >= 0, Width: > 0, Height: > 0 } && c.Left + c.Width <= 1.0001f && c.Top + c.Height <= 1.0001f);
        return isSize && isCrop && Coarseness is >= 2 and <= 31 && Masks is { Count: <= MaxMasks } && Masks.All(m => m is { Corners.Count: <= MaxCorners });
    }
}
