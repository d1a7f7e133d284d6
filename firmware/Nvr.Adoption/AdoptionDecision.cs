namespace Nvr.Adoption;

/// <summary>What may be done with a device that was found.</summary>
public enum AdoptionDecision
{
    /// <summary>It is on the camera network: set it up without asking.</summary>
    Automatic,

    /// <summary>It is somewhere else: show it, and wait for a person to say yes. Nothing is sent to it but questions anybody may ask.</summary>
    Confirm,

    /// <summary>Its address can be no camera's (this box itself, loopback, multicast, unspecified): leave it alone.</summary>
    Refuse,
}
