namespace Nvr.Adoption.Paths;

/// <summary>How looking for a camera's stream ended.</summary>
public enum PathProbeOutcome
{
    Found,

    /// <summary>It asks for a password and none was given.</summary>
    NeedsPassword,

    WrongPassword,

    /// <summary>Too many sign-ins failed lately; not tried.</summary>
    HeldBack,

    /// <summary>It speaks RTSP, but none of the paths that were tried is one of its own.</summary>
    NothingFits,

    /// <summary>Nobody answers at that port, or not any more.</summary>
    Unreachable,

    /// <summary>Something answers that does not speak RTSP.</summary>
    NotRtsp,
}
