namespace Nvr.Recording.Watching;

/// <summary>An area of the picture in which motion is told, under its own name. Immutable.</summary>
public sealed record MotionZone
{
    /// <summary>Shown with the event; 1 to 64 characters, unique within the camera without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The corners, in order; 3 to 20.</summary>
    public required IReadOnlyList<PicturePoint> Points { get; init; }

    /// <summary>1 to 100; null for the camera's.</summary>
    public int? Sensitivity { get; init; }

    /// <summary>Smaller things are not told: share of the picture's area that the box around one covers; null for no bound.</summary>
    public double? SmallestShare { get; init; }

    /// <summary>Larger things are not told; null for no bound.</summary>
    public double? LargestShare { get; init; }

    /// <summary>Times of the week at which it is watched; they do not overlap. Null for always.</summary>
    public IReadOnlyList<WeekSpan>? Schedule { get; init; }

    /// <summary>Who stays in it for so many seconds is told as loitering, too: 5 to 3600. Null for nobody.</summary>
    public int? LoiterSeconds { get; init; }
}
