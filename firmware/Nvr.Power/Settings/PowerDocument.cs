namespace Nvr.Power.Settings;

/// <summary>The settings file of the ports' power. Immutable.</summary>
internal sealed record PowerDocument
{
    public int Version { get; init; } = 1;

    /// <summary>Less than what the supply of the box gives; null for all of it.</summary>
    public int? BudgetWatts { get; init; }

    /// <summary>By name, what was decided about the box's own ports.</summary>
    public IReadOnlyDictionary<string, PortChoice> Ports { get; init; } = new Dictionary<string, PortChoice>();

    /// <summary>By name, the ports that the box itself took the power from and owes it.</summary>
    public IReadOnlyDictionary<string, TakenPower> Taken { get; init; } = new Dictionary<string, TakenPower>();
}

/// <summary>What somebody decided about a port. Immutable.</summary>
/// <param name="IsOff">Switched off until somebody switches it on.</param>
/// <param name="Priority">1 (first to be shed) to 3; null for that of the board file.</param>
internal sealed record PortChoice(bool IsOff, int? Priority);

/// <summary>Why a port is owed its power. Immutable.</summary>
/// <param name="ShedWatts">What it has to be given when it was shed; null for a power cycle.</param>
internal sealed record TakenPower(double? ShedWatts);
