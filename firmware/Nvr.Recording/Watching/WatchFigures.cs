namespace Nvr.Recording.Watching;

/// <summary>What the analysis did since the start. Immutable.</summary>
/// <param name="Starts">Times that its process was started.</param>
/// <param name="Cameras">Each camera's pictures, as far as it was ever looked at.</param>
public sealed record WatchFigures(long Starts, IReadOnlyList<WatchedPictures> Cameras)
{
    public static WatchFigures None { get; } = new(0, []);
}
