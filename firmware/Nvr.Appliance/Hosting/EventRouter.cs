using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;
using Nvr.Storage.Events;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// Where what cameras tell goes: into the index, and to the cameras that are recorded at events only; who tells of motion is not looked at for it. What the recorder itself did at a camera is kept
/// beside it and records nothing. Thread-safe; returns at once.
/// </summary>
internal sealed class EventRouter(IEventWriter index, IRecordingTriggers triggers, OwnMotion motion) : ICameraEventSink
{
    private const string OwnTopics = "Recorder/";

    private readonly Lock gate = new();
    private readonly HashSet<(CameraId Camera, string Source)> going = [];

    public void OnEvent(CameraId camera, CameraEvent message)
    {
        bool own = message.Topic.StartsWith(OwnTopics, StringComparison.Ordinal);
        index.Add(camera, message, own ? EventOrigin.Recorder : EventOrigin.Camera);
        if (!own && message.Kind != CameraEventKind.Other)
        {
            Trigger(camera, message);
        }
        if (!own && IsMotion(message.Kind))
        {
            motion.Note(camera);
        }
    }

    public void OnInterrupted(CameraId camera)
    {
        index.Interrupt(camera);
        (CameraId, string Source)[] ended;
        lock (gate)
        {
            ended = [.. going.Where(g => g.Camera == camera)];
            going.ExceptWith(ended);
        }
        foreach ((_, string source) in ended)
        {
            triggers.End(camera, source);
        }
    }

    private static bool IsMotion(CameraEventKind kind) =>
        kind is CameraEventKind.Motion or CameraEventKind.LineCrossing or CameraEventKind.Intrusion or CameraEventKind.Object;

    private void Trigger(CameraId camera, CameraEvent message)
    {
        if (message.Phase == EventPhase.Pulse)
        {
            triggers.Pulse(camera, TimeSpan.Zero);
            return;
        }
        bool begins = message.Phase == EventPhase.Start;
        lock (gate)
        {
            _ = begins ? going.Add((camera, message.Key)) : going.Remove((camera, message.Key));
        }
        _ = begins ? triggers.Begin(camera, message.Key) : triggers.End(camera, message.Key);
    }
}
