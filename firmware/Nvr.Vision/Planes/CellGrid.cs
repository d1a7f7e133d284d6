namespace Nvr.Vision.Planes;

/// <summary>
/// How a picture is divided into cells for analysis: squares of so many pixels that a picture has about 160 of them side by side. A cell's mean has a quarter or less of a pixel's noise, and a person
/// of whom a camera shows 25 pixels still fills several. Immutable.
/// </summary>
/// <param name="Width">Cells side by side; pixels that are left over at the right are not looked at.</param>
/// <param name="Height">Cells one below the other.</param>
/// <param name="Pixels">Pixels on a side of a cell.</param>
public readonly record struct CellGrid(int Width, int Height, int Pixels)
{
    private const int Usual = 160;

    public int Count => Width * Height;

    /// <summary>For pictures of a size in pixels; at least one cell.</summary>
    public static CellGrid Of(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        int pixels = Math.Clamp((width + (Usual / 2)) / Usual, 1, Math.Min(width, height));
        return new CellGrid(width / pixels, height / pixels, pixels);
    }
}
