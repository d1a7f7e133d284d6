namespace Nvr.Board.Parts;

/// <summary>The buttons that a panel may have.</summary>
public enum PanelButton
{
    Export,
    Power,
    Reset,
    Locate,
    Mute,
}
