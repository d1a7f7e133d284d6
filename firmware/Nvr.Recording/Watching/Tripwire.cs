namespace Nvr.Recording.Watching;

/// <summary>A line in the picture, straight or with corners: what crosses it with its foot, the middle of the lower edge of the box around it, is told. Immutable.</summary>
public sealed record Tripwire
{
    /// <summary>Shown with the event as its zone; 1 to 64 characters, unique among the camera's tripwires without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>From one end to the other; 2 to 20.</summary>
    public required IReadOnlyList<PicturePoint> Points { get; init; }

    /// <summary>Which way counts.</summary>
    public CrossingDirection Direction { get; init; }
}
