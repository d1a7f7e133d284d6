using Nvr.Core;

namespace Nvr.Recording.Talk;

/// <summary>Through whose loudspeaker somebody talks: one at a time for each camera. Thread-safe.</summary>
public interface ITalkDesk
{
    /// <summary>Whether the camera takes sound; null until somebody has tried at its present address.</summary>
    bool? CanTalk(CameraId camera);

    /// <summary>
    /// Connects to the camera's loudspeaker. Failures are <see cref="NvrException"/> with a sentence: NotFound, Conflict while somebody else
    /// talks there, Unsupported where the camera takes no sound, and those of the connection. The camera is free again when the
    /// talk is disposed.
    /// </summary>
    Task<ITalk> OpenAsync(CameraId camera, CancellationToken cancellation);
}
