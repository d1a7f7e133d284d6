namespace Nvr.Recording.Watching;

/// <summary>Whether the recorder looks for motion in a camera's pictures.</summary>
public enum MotionMode
{
    /// <summary>Where the box does so by itself, and only as long as the camera tells no motion of its own.</summary>
    Automatic,

    On,

    Off,
}
