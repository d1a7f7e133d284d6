namespace Nvr.Adoption.Adopting;

/// <summary>What happens to devices that are found.</summary>
public enum AdoptionMode
{
    /// <summary>Nobody looks for devices; nothing is sent to any network.</summary>
    Off,

    /// <summary>Each device waits for a person to say yes.</summary>
    Confirm,

    /// <summary>Devices on the camera network are set up without asking, those elsewhere wait.</summary>
    Auto,
}
