namespace Nvr.Board.Buttons;

/// <summary>What a person wants who used a button.</summary>
public enum PanelWish
{
    Export,
    CancelExport,
    ShutDown,
    ResetPasswordAndNetwork,
    ResetToFactory,
    Locate,
    Mute,
}
