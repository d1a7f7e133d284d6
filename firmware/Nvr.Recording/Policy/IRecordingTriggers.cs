using Nvr.Core;

namespace Nvr.Recording.Policy;

/// <summary>
/// Told that something happens at a camera, so that one which is recorded at events only is recorded now; no effect on others. What tells is named by a
/// source of its own choice ("motion/1", "input/2"): several may go on at once, and recording lasts until all have ended. Thread-safe, never blocks
/// on a disk. False when there is no such camera.
/// </summary>
public interface IRecordingTriggers
{
    /// <summary>It begins, or still goes on: an event that is not told of for an hour counts as over.</summary>
    bool Begin(CameraId camera, string source);

    /// <summary>It is over. Without a beginning: no effect.</summary>
    bool End(CameraId camera, string source);

    /// <summary>It happens now and lasts that long, at most an hour; zero for a moment.</summary>
    bool Pulse(CameraId camera, TimeSpan length);

    /// <summary>What holds for the camera at this moment; null when there is no such camera.</summary>
    RecordingMode? ModeNow(CameraId camera);
}
