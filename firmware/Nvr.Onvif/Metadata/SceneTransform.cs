using System.Xml.Linq;
using Nvr.Core.Events;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Metadata;

/// <summary>
/// From the coordinates of a scene description to fractions of the picture. ONVIF's own system has (-1, -1) at the lower left corner and
/// (1, 1) at the upper right; a transformation in the document maps others to it: scale, then translate (Analytics specification,
/// "Spatial relation").
/// </summary>
internal readonly record struct SceneTransform(float ScaleX, float ScaleY, float MoveX, float MoveY)
{
    public static SceneTransform Identity { get; } = new(1, 1, 0, 0);

    /// <summary>This after the transformation that <paramref name="parent"/> holds; this alone where it holds none.</summary>
    public SceneTransform Within(XElement parent)
    {
        XElement? inner = parent.Element(Ns.Schema + "Transformation");
        if (inner is null)
        {
            return this;
        }
        XElement? scale = inner.Element(Ns.Schema + "Scale");
        XElement? move = inner.Element(Ns.Schema + "Translate");
        float sx = Number(scale, "x") ?? 1;
        float sy = Number(scale, "y") ?? 1;
        return new SceneTransform(ScaleX * sx, ScaleY * sy, (ScaleX * (Number(move, "x") ?? 0)) + MoveX, (ScaleY * (Number(move, "y") ?? 0)) + MoveY);
    }

    public EventBox? Box(XElement? box)
    {
        bool whole = Number(box, "left") is not null && Number(box, "top") is not null && Number(box, "right") is not null && Number(box, "bottom") is not null;
        return whole
            ? EventBox.FromCorners(X(Number(box, "left")!.Value), Y(Number(box, "top")!.Value), X(Number(box, "right")!.Value), Y(Number(box, "bottom")!.Value))
            : null;
    }

    private static float? Number(XElement? element, string name) => (float?)Xml.AsNumber(element?.Said(name));

    private float X(float x) => ((x * ScaleX) + MoveX + 1) / 2;

    private float Y(float y) => (1 - ((y * ScaleY) + MoveY)) / 2;
}
