namespace Nvr.Adoption.Healing;

/// <summary>Why nothing is done for a device now.</summary>
public enum HealingHold
{
    /// <summary>Nothing holds: the step is to be done.</summary>
    None,

    /// <summary>It sends pictures, or says why it does not.</summary>
    Well,

    /// <summary>Its turn is later: connecting again, or the last step, may still help.</summary>
    Patience,

    Updating,

    /// <summary>The trouble is in the network or its supply; restarting cameras would only add to it.</summary>
    NetworkDown,

    SwitchBusy,

    /// <summary>What can be done was done as often as a day allows.</summary>
    SpentForToday,

    /// <summary>Nothing can be done: no ONVIF, and no port of its own.</summary>
    Powerless,
}
