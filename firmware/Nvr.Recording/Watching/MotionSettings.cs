namespace Nvr.Recording.Watching;

/// <summary>What the owner decides about motion in a camera's pictures. Immutable.</summary>
public sealed record MotionSettings
{
    /// <summary>For a camera about which nothing was decided.</summary>
    public static MotionSettings Usual { get; } = new();

    public const int UsualSensitivity = 80;

    public MotionMode Mode { get; init; }

    /// <summary>1 to 100: with less of it, something has to be larger or stand out more to be told. Null for <see cref="UsualSensitivity"/>.</summary>
    public int? Sensitivity { get; init; }

    /// <summary>Where motion is told; null for the whole picture.</summary>
    public IReadOnlyList<MotionZone>? Zones { get; init; }

    /// <summary>Where nothing counts, inside zones or not; null for nowhere.</summary>
    public IReadOnlyList<MotionMask>? Masks { get; init; }

    /// <summary>Lines of which it is told who crosses them, in zones or not; null for none.</summary>
    public IReadOnlyList<Tripwire>? Tripwires { get; init; }
}
