namespace Scenes;

/// <summary>Where somebody is at a moment, in shares of the picture. Immutable.</summary>
public readonly record struct Truth(int Actor, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether a box has anything in common with it.</summary>
    public bool Touches(double left, double top, double right, double bottom) => left < Right && right > Left && top < Bottom && bottom > Top;
}
