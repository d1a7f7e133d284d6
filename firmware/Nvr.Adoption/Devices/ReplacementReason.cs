namespace Nvr.Adoption.Devices;

/// <summary>Why one device seems to replace another.</summary>
public enum ReplacementReason
{
    /// <summary>It is the same device: it has the serial number of the one that is gone (another network interface of it, or a new main board).</summary>
    SameSerial,

    /// <summary>It is plugged into the port where the other one was last seen.</summary>
    SamePort,
}
