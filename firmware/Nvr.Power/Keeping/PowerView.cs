using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Power.Keeping;

/// <summary>All ports and what they share their power from, at one moment. Immutable.</summary>
public sealed record PowerView(IReadOnlyList<SupplyView> Supplies, IReadOnlyList<PortView> Ports)
{
    public static PowerView Empty { get; } = new([], []);
}

/// <summary>A supply, or a switch that cannot be read. Immutable.</summary>
/// <param name="Name">The box, or a switch.</param>
/// <param name="BudgetWatts">What its ports may draw together; null where it is not told.</param>
/// <param name="MostWatts">What it could give at most, where the budget can be lowered; else null.</param>
/// <param name="UsedWatts">What they draw; null where it is not told.</param>
/// <param name="Problem">Why it cannot be read, for the user; null while it can.</param>
public sealed record SupplyView(string Name, double? BudgetWatts, double? MostWatts, double? UsedWatts, string? Problem)
{
    /// <summary>As of <see cref="PoeSupply.PerRow"/>.</summary>
    public int? PerRow { get; init; }
}

/// <summary>One port, with what the box knows and wants of it. Immutable.</summary>
/// <param name="Port">As it was read. One that was shed is <see cref="PoePower.Denied"/>.</param>
/// <param name="IsEnabled">False where somebody switched it off.</param>
/// <param name="IsShed">True while the box keeps it without power for want of it.</param>
/// <param name="IsCycling">True while it is switched off and on.</param>
/// <param name="Cameras">Who hangs behind it.</param>
/// <param name="Names">Their names, for sentences; empty where there are none.</param>
/// <param name="Cycles">How often it was switched off and on since the program started.</param>
/// <param name="Faults">How often it had a fault since then.</param>
public sealed record PortView(
    PoePort Port, bool IsEnabled, bool IsShed, bool IsCycling, IReadOnlyList<CameraId> Cameras, string Names, long Cycles, long Faults)
{
    /// <summary>What is to be said of it, for the user; null where all is well.</summary>
    public string? Sentence { get; init; }

    public string? NextStep { get; init; }
}
