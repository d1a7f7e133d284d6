namespace Nvr.Recording.Watching;

/// <summary>A place in a picture, in shares of its width and height: (0, 0) is the top left corner, (1, 1) the bottom right one.</summary>
public readonly record struct PicturePoint(double X, double Y);
