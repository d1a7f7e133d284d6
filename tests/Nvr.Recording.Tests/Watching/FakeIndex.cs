using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events;

namespace Nvr.Recording.Tests.Watching;

/// <summary>Keeps what it is told.</summary>
internal sealed class FakeIndex : IEventWriter
{
    private readonly ConcurrentQueue<(CameraId Camera, CameraEvent Message, EventOrigin Origin)> told = new();

    public IEnumerable<EventOrigin> Origins => told.Select(t => t.Origin);

    public int Starts => told.Count(t => t.Message.Phase == EventPhase.Start);

    public IReadOnlyList<CameraEvent> Objects => [.. told.Select(t => t.Message).Where(m => m.Kind == CameraEventKind.Object)];

    public CameraEvent? Of(CameraId camera, EventPhase phase) => told.FirstOrDefault(t => t.Camera == camera && t.Message.Phase == phase).Message;

    public void Add(CameraId camera, CameraEvent message, EventOrigin origin = EventOrigin.Camera) => told.Enqueue((camera, message, origin));

    public void Interrupt(CameraId camera)
    {
    }
}
