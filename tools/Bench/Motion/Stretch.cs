namespace Bench.Motion;

/// <summary>From when until when, in seconds since a camera's first picture. Immutable.</summary>
internal readonly record struct Stretch(double From, double To)
{
    public bool Touches(Stretch other, double margin) => From <= other.To + margin && To >= other.From - margin;
}
