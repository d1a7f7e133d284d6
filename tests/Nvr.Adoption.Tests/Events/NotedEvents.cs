using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Adoption.Tests.Events;

/// <summary>Keeps what is told; interruptions apart.</summary>
internal sealed class NotedEvents : ICameraEventSink
{
    public ConcurrentQueue<(CameraId Camera, CameraEvent Message)> Told { get; } = new();

    public ConcurrentQueue<CameraId> Interrupted { get; } = new();

    public void OnEvent(CameraId camera, CameraEvent message) => Told.Enqueue((camera, message));

    public void OnInterrupted(CameraId camera) => Interrupted.Enqueue(camera);

    public IReadOnlyList<CameraEvent> Of(CameraId camera, CameraEventKind kind) =>
        [.. Told.Where(t => t.Camera == camera && t.Message.Kind == kind).Select(t => t.Message)];
}
