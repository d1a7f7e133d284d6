namespace Nvr.Adoption.Diagnosing;

/// <summary>What comes out of a camera's stream.</summary>
public enum PictureFlow
{
    /// <summary>Not known yet: connecting, or waiting for the first key frame.</summary>
    Unknown,

    /// <summary>Connected, and nothing comes, or the camera says no.</summary>
    None,

    /// <summary>Something comes, and cannot be recorded.</summary>
    Unusable,

    /// <summary>Proven: pictures are being recorded.</summary>
    Recorded,
}
