namespace Nvr.Board.Panel;

/// <summary>What every LED of the panel does. Immutable.</summary>
public sealed record PanelLook(LedLook Power, LedLook Status, LedLook Rec, LedLook Net, IReadOnlyList<LedLook> Bays, IReadOnlyList<LedLook> Ports);
