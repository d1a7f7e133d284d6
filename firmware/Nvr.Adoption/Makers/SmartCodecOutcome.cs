namespace Nvr.Adoption.Makers;

/// <summary>What came of switching the "smart codec" of a device off.</summary>
public enum SmartCodecOutcome
{
    /// <summary>It is off, as the device itself says when it is asked again.</summary>
    Off,

    /// <summary>The device says that it is, once it was restarted.</summary>
    NeedsRestart,

    /// <summary>The device refuses.</summary>
    Refused,

    /// <summary>The device says that it did, and it is on all the same.</summary>
    StillOn,

    /// <summary>The user that ONVIF lets in may not see or change it.</summary>
    NotAllowed,

    /// <summary>The maker's interface does not answer, or not in a way that is understood.</summary>
    NoAnswer,
}
