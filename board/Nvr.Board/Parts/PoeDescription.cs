namespace Nvr.Board.Parts;

/// <summary>The PoE ports of the box in the order in which they stand on the case, from left to right and top to bottom. Immutable.</summary>
/// <param name="BudgetWatts">What all ports together may draw.</param>
/// <param name="PerRow">How many stand beside each other.</param>
/// <param name="Ports">At least one.</param>
public sealed record PoeDescription(int BudgetWatts, int PerRow, IReadOnlyList<PoePortDescription> Ports);
