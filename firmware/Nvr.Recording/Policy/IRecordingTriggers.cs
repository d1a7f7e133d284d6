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
    /// <param name="camera">At which.</param>
    /// <param name="source">Who tells.</param>
    /// <param name="sinceUs">When it began, in microseconds of the monotonic clock, where it was recognised later: the seconds before are counted from then, as far as memory reaches back. Null for now.</param>
    bool Begin(CameraId camera, string source, long? sinceUs = null);

    /// <summary>It is over. Without a beginning: no effect.</summary>
    bool End(CameraId camera, string source);

    /// <summary>It happens now and lasts that long, at most an hour; zero for a moment.</summary>
    /// <param name="camera">At which.</param>
    /// <param name="length">From now on.</param>
    /// <param name="sinceUs">As in <see cref="Begin"/>.</param>
    bool Pulse(CameraId camera, TimeSpan length, long? sinceUs = null);

    /// <summary>What holds for the camera at this moment; null when there is no such camera.</summary>
    RecordingMode? ModeNow(CameraId camera);
}
