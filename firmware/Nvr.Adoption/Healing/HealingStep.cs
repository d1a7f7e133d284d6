namespace Nvr.Adoption.Healing;

/// <summary>
/// What can be done for a camera that sends no picture, beyond connecting again, which its recording does by itself. The numbers are stored:
/// never renumber.
/// </summary>
public enum HealingStep
{
    /// <summary>The camera is asked to restart.</summary>
    Reboot = 0,

    /// <summary>Its PoE port is switched off and on.</summary>
    PowerCycle = 1,
}
