namespace Nvr.Core.Events;

/// <summary>
/// A rectangle in the picture, in fractions of its width and height: (0, 0) is the top left corner, (1, 1) the bottom right one.
/// Always inside the picture.
/// </summary>
public readonly record struct EventBox(float Left, float Top, float Width, float Height)
{
    /// <summary>From two corners in any order, clipped to the picture; null when nothing of it is inside or a number is none.</summary>
    public static EventBox? FromCorners(float x1, float y1, float x2, float y2)
    {
        if (!float.IsFinite(x1) || !float.IsFinite(y1) || !float.IsFinite(x2) || !float.IsFinite(y2))
        {
            return null;
        }
        float left = Math.Clamp(Math.Min(x1, x2), 0, 1);
        float right = Math.Clamp(Math.Max(x1, x2), 0, 1);
        float top = Math.Clamp(Math.Min(y1, y2), 0, 1);
        float bottom = Math.Clamp(Math.Max(y1, y2), 0, 1);
        return right > left && bottom > top ? new EventBox(left, top, right - left, bottom - top) : null;
    }
}
