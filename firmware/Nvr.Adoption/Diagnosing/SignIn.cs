namespace Nvr.Adoption.Diagnosing;

/// <summary>What came of signing in to a camera.</summary>
public enum SignIn
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>Accepted, or not asked for.</summary>
    Accepted,

    /// <summary>A password is asked for and none is known.</summary>
    Missing,

    Rejected,

    /// <summary>Not tried any more for a while, so that the camera does not lock the account.</summary>
    HeldBack,
}
