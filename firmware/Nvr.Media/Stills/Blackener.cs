using Nvr.Core.Media;

namespace Nvr.Media.Stills;

/// <summary>
/// Finds the pixels of a small picture that masks hide. A pixel that a mask comes near is hidden, because scaling has mixed what lies behind the mask's edge into
/// its neighbours. Pure; any thread.
/// </summary>
internal static class Blackener
{
    /// <summary>Pixels around a mask that are hidden with it: one for the scaler's reach, one for the colour planes, whose pixels cover two.</summary>
    private const int Margin = 2;

    /// <summary>Calls <paramref name="hide"/> with each stretch [from, to) of a row that is hidden; stretches may overlap.</summary>
    /// <param name="mask">In fractions of the whole picture.</param>
    /// <param name="place">Which part of the picture is shown, and how large.</param>
    /// <param name="width">Of the whole picture, in pixels.</param>
    /// <param name="height">Of the whole picture, in pixels.</param>
    /// <param name="hide">Row, from, to; in pixels of the part as it is shown.</param>
    public static void Find(PrivacyMask mask, StillPlace place, int width, int height, Action<int, int, int> hide)
    {
        (double X, double Y)[] corners = [.. mask.Corners.Select(c => (
            Place(c.X * (double)width, place.CropLeft, place.CropWidth, place.Width),
            Place(c.Y * (double)height, place.CropTop, place.CropHeight, place.Height)))];
        if (corners.Length < 3 || corners.Any(c => !double.IsFinite(c.X) || !double.IsFinite(c.Y)))
        {
            return;
        }
        for (int row = 0; row < place.Height; row++)
        {
            HideAround(corners, row, place, hide);
        }
    }

    // What a row's pixels see of the mask lies between its upper and its lower edge; looked at in quarters, no sliver of note slips through.
    private static void HideAround((double X, double Y)[] corners, int row, StillPlace place, Action<int, int, int> hide)
    {
        for (double y = row - 0.25; y <= row + 1.25; y += 0.25)
        {
            double[] crossings = Crossings(corners, y);
            for (int i = 0; i + 1 < crossings.Length; i += 2)
            {
                int from = (int)Math.Clamp(Math.Floor(crossings[i]) - Margin, 0, place.Width);
                int to = (int)Math.Clamp(Math.Ceiling(crossings[i + 1]) + Margin, 0, place.Width);
                for (int near = Math.Max(0, row - Margin); from < to && near <= Math.Min(place.Height - 1, row + Margin); near++)
                {
                    hide(near, from, to);
                }
            }
        }
    }

    private static double[] Crossings((double X, double Y)[] corners, double y)
    {
        List<double> found = [];
        for (int i = 0; i < corners.Length; i++)
        {
            (double X, double Y) a = corners[i];
            (double X, double Y) b = corners[(i + 1) % corners.Length];
            if (a.Y <= y != b.Y <= y)
            {
                found.Add(a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)));
            }
        }
        return [.. found.Order()];
    }

    private static double Place(double pixel, int from, int count, int shown) => (pixel - from) * shown / count;
}
