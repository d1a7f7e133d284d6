using System.Net.NetworkInformation;

namespace Nvr.Board.Poe;

/// <summary>One PoE port at the moment of reading. Immutable.</summary>
/// <param name="Name">As printed on the box or told by the switch; unique on this box.</param>
/// <param name="Switch">Which switch or controller feeds it: ports of one share their supply and their uplink.</param>
/// <param name="Power">What it does about power.</param>
/// <param name="Macs">
/// Who was last seen behind it. Kept while nobody is heard, since a camera that hangs is silent and is just the one that is looked for;
/// forgotten when somebody else shows up there, or the same one elsewhere.
/// </param>
public sealed record PoePort(string Name, string Switch, PoePower Power, IReadOnlyList<PhysicalAddress> Macs)
{
    /// <summary>What is measured while power flows; null where it does not, or the port cannot measure.</summary>
    public PoeReading? Reading { get; init; }

    /// <summary>What is wrong, for the user, where <see cref="Power"/> is <see cref="PoePower.Fault"/>; null where nothing is known of it.</summary>
    public string? FaultSentence { get; init; }
}
