namespace Nvr.Objects.Pictures;

/// <summary>A decoded picture in brightness and two differences of colour (ITU-T H.273), 8 bits each. Lent: valid as long as who made it says. Without colour <see cref="Blue"/> and <see cref="Red"/> are empty.</summary>
public readonly ref struct ColourPicture
{
    public required ReadOnlySpan<byte> Luma { get; init; }

    /// <summary>From row to row, in bytes.</summary>
    public required int Stride { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Cb.</summary>
    public ReadOnlySpan<byte> Blue { get; init; }

    /// <summary>Cr.</summary>
    public ReadOnlySpan<byte> Red { get; init; }

    /// <summary>From row to row of either, in bytes.</summary>
    public int ChromaStride { get; init; }

    /// <summary>From one to the next in a row, in bytes: 2 where both are in one plane.</summary>
    public int ChromaStep { get; init; }

    /// <summary>1 where two pixels side by side share them.</summary>
    public int ShiftX { get; init; }

    /// <summary>1 where two rows share them.</summary>
    public int ShiftY { get; init; }

    /// <summary>Brightness is 0 to 255 in place of 16 to 235.</summary>
    public bool IsFullRange { get; init; }
}
