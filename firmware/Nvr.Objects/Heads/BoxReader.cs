using Nvr.Core.Objects;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Heads;

/// <summary>Makes boxes of the four numbers that models have for them. Pure.</summary>
internal readonly struct BoxReader(BoxForm form, int width, int height)
{
    /// <summary>In pixels of the model's picture, cut at its edges; null for what is no box, or lies outside.</summary>
    public Box? Read(float a, float b, float c, float d)
    {
        if (!float.IsFinite(a + b + c + d))
        {
            return null;
        }
        Box box = form switch
        {
            BoxForm.MiddlePixels => new Box(a - (c / 2), b - (d / 2), c, d),
            BoxForm.MiddleShares => new Box(a - (c / 2), b - (d / 2), c, d).Scaled(width, height),
            BoxForm.CornerPixels => Box.Of(a, b, c, d),
            BoxForm.CornerShares => Box.Of(a, b, c, d).Scaled(width, height),
            _ => Box.Of(b, a, d, c).Scaled(width, height),
        };
        Box inside = box.Within(new Box(0, 0, width, height));
        return inside is { Width: >= 1, Height: >= 1 } ? inside : null;
    }
}
