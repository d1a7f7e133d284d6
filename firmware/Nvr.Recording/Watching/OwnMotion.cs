using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Watching;

/// <summary>
/// Which cameras tell of motion themselves: for a day after they last did. Where the box decides by itself, their pictures are not looked at. Thread-safe.
/// </summary>
public sealed class OwnMotion(PictureTaps taps, BoxClock clock)
{
    private const long HoldsUs = 24 * 3_600_000_000L;

    private readonly ConcurrentDictionary<CameraId, long> toldUs = new();

    /// <summary>The camera told of motion, or of somebody who moves.</summary>
    public void Note(CameraId camera)
    {
        bool isNews = !Tells(camera);
        toldUs[camera] = clock.MonotonicUs;
        if (isNews)
        {
            taps.Announce();
        }
    }

    internal bool Tells(CameraId camera) => toldUs.TryGetValue(camera, out long atUs) && clock.MonotonicUs - atUs < HoldsUs;
}
