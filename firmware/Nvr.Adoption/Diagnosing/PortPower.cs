namespace Nvr.Adoption.Diagnosing;

/// <summary>What a PoE port says about its power.</summary>
public enum PortPower
{
    /// <summary>Not a PoE port, or nothing is known of it.</summary>
    Unknown,

    Delivering,

    /// <summary>The port looks for a device that wants power and finds none: nothing plugged in, a broken cable, or a camera with a supply of its own.</summary>
    Searching,

    SwitchedOff,

    /// <summary>The box's budget is used up.</summary>
    Denied,

    /// <summary>Overload, short circuit, or a port out of order.</summary>
    Fault,
}
