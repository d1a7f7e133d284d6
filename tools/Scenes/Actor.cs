namespace Scenes;

/// <summary>A person or a car that goes through a scene on a straight way. Immutable.</summary>
/// <param name="Begins">Seconds at which it comes into being at the edge.</param>
/// <param name="Ends">Seconds at which it has left at the other.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Contrast">Levels; negative: darker than the ground.</param>
public sealed record Actor(bool IsCar, double Begins, double Ends, double FromX, double ToX, double FromY, double ToY, double Width, double Height, double Contrast)
{
    /// <summary>The middle of it.</summary>
    public (double X, double Y) At(double seconds)
    {
        double share = (seconds - Begins) / (Ends - Begins);
        return (FromX + ((ToX - FromX) * share), FromY + ((ToY - FromY) * share));
    }

    public bool IsThere(double seconds) => seconds >= Begins && seconds <= Ends;
}
