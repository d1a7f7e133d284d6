namespace Nvr.Objects.Following;

/// <summary>Where the middle of something was, in shares of the picture, and when. Immutable.</summary>
public readonly record struct PathPoint(long TimeUs, float X, float Y);
