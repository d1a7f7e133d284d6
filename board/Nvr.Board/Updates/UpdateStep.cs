namespace Nvr.Board.Updates;

/// <summary>How far an installation is. Immutable.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Words">What is done just now, in the updater's own words.</param>
public sealed record UpdateStep(int Percent, string Words);
