namespace Nvr.Board.Poe;

/// <summary>What one port claims of a budget. Immutable.</summary>
/// <param name="Port">Its name.</param>
/// <param name="Place">Where it stands on the case, from 0; of ports of one priority the higher ones lose their power first.</param>
/// <param name="Priority">1 (first to be shed) to 3.</param>
/// <param name="Watts">What it draws or, while it is shed, what it has to be given when it comes back. 0 where nothing is plugged in.</param>
/// <param name="IsShed">Whether it is without power now for want of it.</param>
public readonly record struct PowerClaim(string Port, int Place, int Priority, double Watts, bool IsShed)
{
    /// <summary>Shed so short a time ago that it stays so, whatever room there is.</summary>
    public bool IsResting { get; init; }
}
