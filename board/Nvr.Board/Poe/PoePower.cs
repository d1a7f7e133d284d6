namespace Nvr.Board.Poe;

/// <summary>What a PoE port does about power.</summary>
public enum PoePower
{
    /// <summary>The port does not tell.</summary>
    Unknown,

    Delivering,

    /// <summary>Looks for a device that wants power and finds none.</summary>
    Searching,

    /// <summary>Switched off by the owner, or for the length of a power cycle.</summary>
    Off,

    /// <summary>A device asks for power, and the budget is used up.</summary>
    Denied,

    /// <summary>Overload, short circuit, or out of order.</summary>
    Fault,
}
