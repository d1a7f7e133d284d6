namespace Nvr.Web.Box;

/// <summary>How far the box's own clock may be believed.</summary>
public enum ClockStanding
{
    /// <summary>It was never set, or contradicts the recordings.</summary>
    Doubtful,

    /// <summary>Nothing speaks against it, and nothing keeps it right.</summary>
    Plausible,

    /// <summary>It follows a time server.</summary>
    Followed,
}
