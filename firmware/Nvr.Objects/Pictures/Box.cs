namespace Nvr.Objects.Pictures;

/// <summary>A rectangle in shares of a picture's width and height, or in pixels where that is said. Immutable.</summary>
public readonly record struct Box(float Left, float Top, float Width, float Height)
{
    public float Right => Left + Width;

    public float Bottom => Top + Height;

    public float X => Left + (Width / 2);

    public float Y => Top + (Height / 2);

    public float Area => Math.Max(0, Width) * Math.Max(0, Height);

    public static Box Of(float left, float top, float right, float bottom) => new(left, top, right - left, bottom - top);

    /// <summary>Around both.</summary>
    public Box With(Box other) => Of(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>What is within another; without area where they do not touch.</summary>
    public Box Within(Box other)
    {
        (float left, float top) = (Math.Max(Left, other.Left), Math.Max(Top, other.Top));
        return new Box(left, top, Math.Max(0, Math.Min(Right, other.Right) - left), Math.Max(0, Math.Min(Bottom, other.Bottom) - top));
    }

    /// <summary>The share of their union that both cover, 0 to 1.</summary>
    public float OverlapWith(Box other)
    {
        float both = Within(other).Area;
        return both <= 0 ? 0 : both / (Area + other.Area - both);
    }

    /// <summary>The share of the smaller one that both cover, 0 to 1.</summary>
    public float CoverWith(Box other)
    {
        float both = Within(other).Area;
        return both <= 0 ? 0 : both / Math.Min(Area, other.Area);
    }

    public Box Scaled(float x, float y) => new(Left * x, Top * y, Width * x, Height * y);
}
