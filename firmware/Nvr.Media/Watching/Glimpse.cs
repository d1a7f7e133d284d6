using Nvr.Objects.Following;
using Nvr.Objects.Pictures;

namespace Nvr.Media.Watching;

/// <summary>One look at a region of a camera's picture, on its way to the model and back. Owned by one thread at a time.</summary>
/// <param name="Things">What moved in the picture.</param>
/// <param name="Placement">Of the region in the model's picture.</param>
/// <param name="Width">Of the camera's picture, in pixels.</param>
/// <param name="Height">Of the camera's picture, in pixels.</param>
internal sealed record Glimpse(ObjectEye Eye, IReadOnlyList<ThingSeen> Things, long CaptureUs, Placement Placement, int Width, int Height)
{
    /// <summary>In shares of the camera's picture.</summary>
    public Box Region => Placement.Region.Scaled(1f / Width, 1f / Height);

    /// <summary>Boxes in shares of the camera's picture.</summary>
    public IReadOnlyList<ThingFound> Found { get; set; } = [];

    /// <summary>What the look took.</summary>
    public TimeSpan Cost { get; set; }
}
