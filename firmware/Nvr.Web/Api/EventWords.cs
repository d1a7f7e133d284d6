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
}
