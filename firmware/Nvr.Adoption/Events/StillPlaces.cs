using Nvr.Core.Events;

namespace Nvr.Adoption.Events;

/// <summary>Tells what moves from what stands where something stood a moment ago. Bounded; not thread-safe.</summary>
internal sealed class StillPlaces
{
    // Boxes of standing objects tremble by less than this part of the picture.
    private const float Trembling = 0.03f;
    private const int MaxPlaces = 64;
    private const long ForgetUs = 3_000_000;

    private readonly List<(float X, float Y, long SeenUs)> places = [];

    /// <summary>Where it is not known, an object counts as moving.</summary>
    public bool Moves(EventBox? box, long nowUs)
    {
        if (box is not { } where)
        {
            return true;
        }
        (float x, float y) = (where.Left + (where.Width / 2), where.Top + (where.Height / 2));
        places.RemoveAll(p => nowUs - p.SeenUs > ForgetUs);
        int known = places.FindIndex(p => Math.Abs(p.X - x) < Trembling && Math.Abs(p.Y - y) < Trembling);
        if (known >= 0)
        {
            places[known] = places[known] with { SeenUs = nowUs };
            return false;
        }
        if (places.Count == MaxPlaces)
        {
            places.RemoveAt(0);
        }
        places.Add((x, y, nowUs));
        return true;
    }
}
