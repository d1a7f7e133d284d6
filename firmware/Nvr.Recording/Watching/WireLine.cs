using Nvr.Core.Events;

namespace Nvr.Recording.Watching;

/// <summary>The geometry of a tripwire, in shares of the picture. Left and right are those of somebody who walks from its first point to its last. Immutable and pure.</summary>
internal sealed class WireLine(Tripwire wire)
{
    /// <summary>
    /// Feet come in whole cells, and corners of lines are set to round numbers: moved by so little, no foot lies on a line and no step leads through a corner, and rounding (1e-16) decides nothing.
    /// </summary>
    private const double NudgeX = 3.1e-9;
    private const double NudgeY = 1.7e-9;

    private readonly PicturePoint[] points = [.. wire.Points.Select(p => new PicturePoint(p.X + NudgeX, p.Y + NudgeY))];

    public string Name => wire.Name;

    public double Length => Enumerable.Range(0, points.Length - 1).Sum(i => Math.Sqrt(Square(points[i + 1].X - points[i].X) + Square(points[i + 1].Y - points[i].Y)));

    /// <param name="sense">More than zero: from left to right.</param>
    public bool Counts(int sense) => wire.Direction == CrossingDirection.Either || wire.Direction == Way(sense);

    /// <summary>From left to right, or from right to left.</summary>
    public static CrossingDirection Way(int sense) => sense > 0 ? CrossingDirection.LeftToRight : CrossingDirection.RightToLeft;

    /// <summary>How often a step goes from the left to the right, less how often it comes back; and the last part of the line that it crossed, which stays what it was where it crossed none.</summary>
    public int Crossings(PicturePoint from, PicturePoint to, ref int part)
    {
        int sum = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            bool wasRight = IsRight(points[i], points[i + 1], from);
            if (wasRight != IsRight(points[i], points[i + 1], to) && IsRight(from, to, points[i]) != IsRight(from, to, points[i + 1]))
            {
                sum += wasRight ? -1 : 1;
                part = i;
            }
        }
        return sum;
    }

    public double DistanceTo(PicturePoint point)
    {
        double least = double.MaxValue;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (double x, double y) = (points[i + 1].X - points[i].X, points[i + 1].Y - points[i].Y);
            double length = Square(x) + Square(y);
            double share = length == 0 ? 0 : Math.Clamp((((point.X - points[i].X) * x) + ((point.Y - points[i].Y) * y)) / length, 0, 1);
            least = Math.Min(least, Square(point.X - points[i].X - (share * x)) + Square(point.Y - points[i].Y - (share * y)));
        }
        return Math.Sqrt(least);
    }

    /// <summary>To which side of the picture one gets by crossing a part of the line at a right angle.</summary>
    public MoveDirection Towards(int part, int sense)
    {
        // With y downwards, the right of (x, y) is (-y, x).
        double x = -sense * (points[part + 1].Y - points[part].Y);
        double y = sense * (points[part + 1].X - points[part].X);
        return Math.Abs(x) >= Math.Abs(y) ? (x > 0 ? MoveDirection.Right : MoveDirection.Left) : y > 0 ? MoveDirection.Towards : MoveDirection.Away;
    }

    private static bool IsRight(PicturePoint from, PicturePoint to, PicturePoint point) =>
        ((to.X - from.X) * (point.Y - from.Y)) - ((to.Y - from.Y) * (point.X - from.X)) > 0;

    private static double Square(double value) => value * value;
}
