using Nvr.Core.Events;

namespace Nvr.Recording.Watching;

/// <summary>A polygon in the picture. Immutable and pure; corners may go round either way, and the area may have dents.</summary>
internal sealed class PictureArea(IReadOnlyList<PicturePoint> points)
{
    /// <summary>Share of the picture that it encloses; of one that crosses itself, less.</summary>
    public double Area => AreaOf(points);

    /// <summary>How much of a box lies inside, 0 to 1. A box without an extent is one point.</summary>
    public double CoverOf(in EventBox box)
    {
        (double width, double height) = (Math.Max(box.Width, 1e-6), Math.Max(box.Height, 1e-6));
        (double left, double top, double right, double bottom) = (box.Left, box.Top, box.Left + width, box.Top + height);
        // I. Sutherland and G. Hodgman, Reentrant polygon clipping, 1974: one side of the box after the other. What a dent leaves in two pieces is joined by a line without an area.
        IReadOnlyList<PicturePoint> inside = Clip(points, p => p.X - left);
        inside = Clip(inside, p => right - p.X);
        inside = Clip(inside, p => p.Y - top);
        inside = Clip(inside, p => bottom - p.Y);
        return Math.Min(1, AreaOf(inside) / (width * height));
    }

    private static List<PicturePoint> Clip(IReadOnlyList<PicturePoint> corners, Func<PicturePoint, double> inwards)
    {
        List<PicturePoint> left = [];
        for (int i = 0; i < corners.Count; i++)
        {
            (PicturePoint from, PicturePoint to) = (corners[i], corners[(i + 1) % corners.Count]);
            (double ofFrom, double ofTo) = (inwards(from), inwards(to));
            if (ofFrom >= 0)
            {
                left.Add(from);
            }
            if ((ofFrom >= 0) != (ofTo >= 0))
            {
                double share = ofFrom / (ofFrom - ofTo);
                left.Add(new PicturePoint(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y))));
            }
        }
        return left;
    }

    // The surveyor's formula.
    private static double AreaOf(IReadOnlyList<PicturePoint> corners)
    {
        double twice = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            (PicturePoint from, PicturePoint to) = (corners[i], corners[(i + 1) % corners.Count]);
            twice += (from.X * to.Y) - (to.X * from.Y);
        }
        return Math.Abs(twice) / 2;
    }
}
