namespace Nvr.Adoption.Trying;

/// <summary>What came of trying an address.</summary>
public enum TrialOutcome
{
    /// <summary>It offers a picture that can be recorded.</summary>
    Picture,

    /// <summary>Something that speaks RTSP is there; where its picture is was not asked.</summary>
    Answers,

    NeedsPassword,

    WrongPassword,

    /// <summary>Too many sign-ins failed lately; not tried, so that the camera does not lock the account.</summary>
    HeldBack,

    /// <summary>It has no picture at that path, or at none that is known.</summary>
    NoStream,

    /// <summary>Its picture cannot be recorded.</summary>
    Unusable,

    /// <summary>Nobody answers, or not as a camera does.</summary>
    NoAnswer,
}
