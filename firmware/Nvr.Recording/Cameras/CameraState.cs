namespace Nvr.Recording.Cameras;

/// <summary>Where a stream is in its life.</summary>
public enum CameraState
{
    /// <summary>Recording is switched off.</summary>
    Disabled,

    Connecting,

    /// <summary>Connected, no key frame yet.</summary>
    WaitingForKeyFrame,

    Recording,

    /// <summary>All is well and pictures arrive; the camera's policy does not ask for them now.</summary>
    Resting,

    /// <summary>Connected, but no frame for ten seconds.</summary>
    Stalled,

    /// <summary>No answer, or the connection was lost; trying again.</summary>
    Unreachable,

    /// <summary>Wrong or missing user name or password.</summary>
    Unauthorised,

    /// <summary>The camera says no (not found, too many sessions, redirect elsewhere).</summary>
    Refused,

    /// <summary>The camera sends what cannot be recorded.</summary>
    Unusable,
}
