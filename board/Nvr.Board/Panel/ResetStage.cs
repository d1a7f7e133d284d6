namespace Nvr.Board.Panel;

/// <summary>What letting go of the reset button now would do.</summary>
public enum ResetStage
{
    /// <summary>Not pressed, or outside of every stage: nothing happens.</summary>
    None,

    /// <summary>5 to 10 seconds: the administrator's password and the network.</summary>
    PasswordAndNetwork,

    /// <summary>15 to 20 seconds: all settings; recordings are kept.</summary>
    FactorySettings,
}
