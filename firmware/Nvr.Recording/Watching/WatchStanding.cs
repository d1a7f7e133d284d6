namespace Nvr.Recording.Watching;

/// <summary>Whether a camera's pictures are to be looked at now, and why not.</summary>
public enum WatchStanding
{
    /// <summary>They are, as far as the analysis works.</summary>
    Watched,

    /// <summary>Left to the box, and the camera tells of motion itself.</summary>
    CameraTells,

    /// <summary>Left to the box, which looks at none by itself.</summary>
    BoxDoesNot,

    /// <summary>The owner does not want it.</summary>
    Off,

    /// <summary>The camera is switched off.</summary>
    CameraOff,
}
