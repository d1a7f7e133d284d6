namespace Nvr.Recording.Cameras;

/// <summary>The settings file of the cameras.</summary>
public sealed record CameraDocument
{
    public int Version { get; init; } = 1;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<CameraRecord> Cameras { get; init; } = [];
}
