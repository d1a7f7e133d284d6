namespace Nvr.Board.Panel;

/// <summary>What a PoE port's LED has to tell.</summary>
public enum PortState
{
    /// <summary>Nothing draws power here, or the owner switched the port off.</summary>
    Idle,

    /// <summary>Power flows, and the camera records; or what hangs here is no camera.</summary>
    Well,

    /// <summary>Power flows, and the camera is not recording yet.</summary>
    Waiting,

    /// <summary>A device asks for power that the budget does not have.</summary>
    Denied,

    /// <summary>Overload, short circuit, or out of order.</summary>
    Fault,

    /// <summary>A person has asked which port this is.</summary>
    Locating,
}
