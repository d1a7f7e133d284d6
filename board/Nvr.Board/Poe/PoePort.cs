using System.Net.NetworkInformation;

namespace Nvr.Board.Poe;

/// <summary>One PoE port at the moment of reading. Immutable.</summary>
/// <param name="Name">As printed on the box; of a switch's port, the name of the switch, a dot and the number. Unique on this box.</param>
/// <param name="Switch">Which switch or controller feeds it: ports of one share their uplink.</param>
/// <param name="Power">What it does about power.</param>
/// <param name="Macs">
/// Who was last seen behind it. Kept while nobody is heard, since a camera that hangs is silent and is just the one that is looked for;
/// forgotten when somebody else shows up there, or the same one elsewhere.
/// </param>
public sealed record PoePort(string Name, string Switch, PoePower Power, IReadOnlyList<PhysicalAddress> Macs)
{
    /// <summary>What it shares its power from; null where nobody tells.</summary>
    public PoeSupply? Supply { get; init; }

    /// <summary>What is measured while power flows; null where it does not, or the port cannot measure.</summary>
    public PoeReading? Reading { get; init; }

    public PoeDetection Detection { get; init; }

    /// <summary>Whether the port has a link; null where it cannot tell.</summary>
    public bool? HasLink { get; init; }

    /// <summary>A higher one keeps its power longer when the budget is used up: 1 (first to be shed) to 3.</summary>
    public int Priority { get; init; } = 2;

    /// <summary>Whether its power can be switched off and on.</summary>
    public bool CanSwitch { get; init; } = true;

    /// <summary>What is wrong, for the user: where <see cref="Power"/> is <see cref="PoePower.Fault"/> or Unknown; null where nothing is known of it.</summary>
    public string? FaultSentence { get; init; }
}
