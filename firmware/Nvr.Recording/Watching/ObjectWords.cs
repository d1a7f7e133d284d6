using System.Collections.Frozen;
using Nvr.Core.Events;
using Nvr.Core.Objects;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>What a model's words, colours and paths mean in the recorder's own. Pure.</summary>
internal static class ObjectWords
{
    /// <summary>Less, in shares of the picture, is no direction.</summary>
    private const float LeastWay = 0.05f;

    // Of COCO, Open Images, KITTI, VisDrone and the usual models for cameras, in small letters with one space between words.
    private static readonly FrozenDictionary<string, ObjectClass> Classes = new (ObjectClass Class, string[] Words)[]
    {
        (ObjectClass.Person, ["person", "people", "persons", "human", "man", "woman", "boy", "girl", "child", "pedestrian", "person sitting", "body", "human body", "worker", "rider", "cyclist"]),
        (ObjectClass.Vehicle,
        [
            "vehicle", "car", "cars", "truck", "lorry", "bus", "van", "minivan", "pickup", "pickup truck", "suv", "taxi", "ambulance", "fire engine", "tractor", "trailer", "caravan", "motorcycle", "motorbike", "motor", "moped", "scooter",
            "bicycle", "bike", "tricycle", "awning tricycle", "train", "tram", "boat", "land vehicle", "bulldozer", "forklift", "golf cart",
        ]),
        (ObjectClass.Animal,
        [
            "animal", "pet", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "fox", "deer", "rabbit", "hedgehog", "squirrel", "raccoon", "pig", "goat", "cattle", "chicken", "duck", "goose", "mouse animal",
            "rat", "badger", "boar", "wild boar", "wolf", "marten",
        ]),
        (ObjectClass.Face, ["face", "human face", "head", "human head"]),
        (ObjectClass.Plate, ["plate", "license plate", "licence plate", "number plate", "vehicle registration plate", "lp", "licenseplate"]),
    }.SelectMany(c => c.Words.Select(w => KeyValuePair.Create(w, c.Class))).ToFrozenDictionary();

    /// <summary>Other for a word that has no meaning here.</summary>
    public static ObjectClass ClassOf(string word) =>
        Classes.GetValueOrDefault(string.Join(' ', word.ToLowerInvariant().Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), ObjectClass.Other);

    public static ObjectColours ColoursOf(IReadOnlyList<BasicColour> colours) => colours.Aggregate(ObjectColours.None, (all, one) => all | ColourOf(one));

    /// <summary>From the first to the last point, along the axis on which it went further.</summary>
    public static MoveDirection DirectionOf(IReadOnlyList<ObjectPoint> path)
    {
        (float right, float down) = (path[^1].X - path[0].X, path[^1].Y - path[0].Y);
        return MathF.Max(MathF.Abs(right), MathF.Abs(down)) < LeastWay ? MoveDirection.None
            : MathF.Abs(right) >= MathF.Abs(down) ? (right > 0 ? MoveDirection.Right : MoveDirection.Left)
            : down > 0 ? MoveDirection.Towards : MoveDirection.Away;
    }

    private static ObjectColours ColourOf(BasicColour colour) => colour switch
    {
        BasicColour.Black => ObjectColours.Black,
        BasicColour.White => ObjectColours.White,
        BasicColour.Grey => ObjectColours.Grey,
        BasicColour.Red => ObjectColours.Red,
        BasicColour.Orange => ObjectColours.Orange,
        BasicColour.Yellow => ObjectColours.Yellow,
        BasicColour.Green => ObjectColours.Green,
        BasicColour.Blue => ObjectColours.Blue,
        BasicColour.Purple => ObjectColours.Purple,
        BasicColour.Pink => ObjectColours.Pink,
        BasicColour.Brown => ObjectColours.Brown,
        _ => ObjectColours.None,
    };
}
