using Nvr.Core.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

/// <summary>What a camera might say, at the box's time of now.</summary>
internal static class Messages
{
    public static CameraEvent Of(TestBox box, EventPhase phase, CameraEventKind kind = CameraEventKind.Motion, string key = "rule-1", bool initial = false) => new()
    {
        Kind = kind,
        Phase = phase,
        Time = box.Clock.WallNow,
        Key = key,
        IsInitial = initial,
        Object = ObjectClass.Person,
        Box = new EventBox(0.25f, 0.5f, 0.125f, 0.25f),
        Confidence = 0.75f,
        Zone = "Front Door",
        Text = "B-XY 123",
        SourceToken = "video-1",
        Topic = "RuleEngine/CellMotionDetector/Motion",
        Raw = "<tt:Message Über=\"1\">\n</tt:Message>",
    };

    public static void Say(TestBox box, EventPhase phase, CameraEventKind kind = CameraEventKind.Motion, string key = "rule-1", bool initial = false) =>
        box.Store.EventWriter.Add(box.Camera, Of(box, phase, kind, key, initial));
}
