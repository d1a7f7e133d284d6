using Nvr.Core.Events;
using Nvr.Storage.Events;

namespace Nvr.Web.Api;

/// <summary>The words of the API for what happens at cameras. They are part of its contract.</summary>
internal static class EventWords
{
    public static string Of(CameraEventKind kind) => kind switch
    {
        CameraEventKind.Motion => "motion",
        CameraEventKind.LineCrossing => "line-crossing",
        CameraEventKind.Intrusion => "intrusion",
        CameraEventKind.Object => "object",
        CameraEventKind.Tamper => "tamper",
        CameraEventKind.DigitalInput => "digital-input",
        CameraEventKind.Audio => "audio",
        CameraEventKind.Loitering => "loitering",
        _ => "other",
    };

    public static string Of(ObjectClass seen) => seen switch
    {
        ObjectClass.Person => "person",
        ObjectClass.Vehicle => "vehicle",
        ObjectClass.Animal => "animal",
        ObjectClass.Face => "face",
        ObjectClass.Plate => "plate",
        ObjectClass.Other => "other",
        _ => "none",
    };

    public static string Of(EventClosing closing) => closing switch
    {
        EventClosing.Open => "going-on",
        EventClosing.Reported => "ended",
        _ => "interrupted",
    };

    public static string Of(EventOrigin origin) => origin == EventOrigin.Recorder ? "recorder" : "camera";

    /// <summary>Of one colour.</summary>
    public static string Of(ObjectColours colour) => colour switch
    {
        ObjectColours.Black => "black",
        ObjectColours.Grey => "grey",
        ObjectColours.White => "white",
        ObjectColours.Red => "red",
        ObjectColours.Orange => "orange",
        ObjectColours.Yellow => "yellow",
        ObjectColours.Green => "green",
        ObjectColours.Blue => "blue",
        ObjectColours.Purple => "purple",
        ObjectColours.Pink => "pink",
        ObjectColours.Brown => "brown",
        _ => "none",
    };

    public static IReadOnlyList<ObjectColours> Each(ObjectColours colours) =>
        [.. Enum.GetValues<ObjectColours>().Where(c => c != ObjectColours.None && colours.HasFlag(c))];

    public static string Of(MoveDirection direction) => direction switch
    {
        MoveDirection.Left => "left",
        MoveDirection.Right => "right",
        MoveDirection.Away => "away",
        MoveDirection.Towards => "towards",
        _ => "none",
    };
}
