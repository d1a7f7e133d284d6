namespace Nvr.Board.Panel;

/// <summary>What every LED of the panel does. Immutable.</summary>
public sealed record PanelLook(LedLook Power, LedLook Status, LedLook Rec, LedLook Net, IReadOnlyList<LedLook> Bays, IReadOnlyList<LedLook> Ports)
{
    /// <summary>Whether no LED would change; lists are compared by what they hold.</summary>
    public bool IsSame(PanelLook other) => this with { Bays = other.Bays, Ports = other.Ports } == other && Bays.SequenceEqual(other.Bays) && Ports.SequenceEqual(other.Ports);
}
