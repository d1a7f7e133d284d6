namespace Nvr.Sntp;

/// <summary>How far the box's own clock may be believed.</summary>
public enum ClockTrust
{
    /// <summary>It was never set, or shows a time that cannot be.</summary>
    None,

    /// <summary>Nothing speaks against it, and nobody vouches for it: set by hand, or kept by a battery.</summary>
    Plausible,

    /// <summary>The kernel says that something keeps it in step with a better clock.</summary>
    Synchronised,
}
