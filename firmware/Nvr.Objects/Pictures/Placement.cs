using Nvr.Core.Objects;

namespace Nvr.Objects.Pictures;

/// <summary>How a region of a camera's picture lies in a model's picture: scaled, and moved. Immutable.</summary>
/// <param name="Region">In pixels of the camera's picture, inside of it.</param>
/// <param name="ScaleX">Pixels of the model's picture for each of the camera's.</param>
/// <param name="ScaleY">The same, downwards.</param>
/// <param name="OffsetX">Pixels of the model's picture to the left of the region.</param>
/// <param name="OffsetY">The same, above.</param>
public readonly record struct Placement(Box Region, float ScaleX, float ScaleY, float OffsetX, float OffsetY)
{
    public static Placement Of(Box region, int width, int height, PictureFit fit)
    {
        (float x, float y) = (width / region.Width, height / region.Height);
        if (fit == PictureFit.Stretch)
        {
            return new Placement(region, x, y, 0, 0);
        }
        float scale = Math.Min(x, y);
        return new Placement(region, scale, scale, (width - (region.Width * scale)) / 2, (height - (region.Height * scale)) / 2);
    }

    /// <summary>From pixels of the model's picture to pixels of the camera's, cut at the region's edges.</summary>
    public Box ToCamera(Box box) => new Box(
        Region.Left + ((box.Left - OffsetX) / ScaleX), Region.Top + ((box.Top - OffsetY) / ScaleY), box.Width / ScaleX, box.Height / ScaleY).Within(Region);
}
