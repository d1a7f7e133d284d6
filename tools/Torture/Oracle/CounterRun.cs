namespace Torture.Oracle;

/// <summary>An unbroken run of frame counters, both ends included. Immutable.</summary>
public readonly record struct CounterRun(long First, long Last)
{
    public long Frames => Last - First + 1;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
