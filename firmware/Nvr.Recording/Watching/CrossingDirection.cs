namespace Nvr.Recording.Watching;

/// <summary>
/// Which way a <see cref="Tripwire"/> has to be crossed to be told. Left and right are those of somebody who walks along it in the picture from its first point to its last: on a line drawn from the picture's lower
/// edge to the upper one they are the picture's own.
/// </summary>
public enum CrossingDirection
{
    Either,
    LeftToRight,
    RightToLeft,
}
