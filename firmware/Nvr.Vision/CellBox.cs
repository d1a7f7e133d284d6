namespace Nvr.Vision;

/// <summary>A rectangle in cells; its right and bottom are just outside of it. Immutable.</summary>
internal readonly record struct CellBox(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    public float X => (Left + Right) / 2;

    public float Y => (Top + Bottom) / 2;

    public CellBox With(CellBox other) =>
        new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    public CellBox Moved(float x, float y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>Free cells between the two, in the direction in which there are more; negative where they overlap.</summary>
    public float GapTo(CellBox other) => Math.Max(
        Math.Max(other.Left - Right, Left - other.Right), Math.Max(other.Top - Bottom, Top - other.Bottom));
}
