using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Adoption.Paths;

/// <summary>
/// Finds the streams of a camera that has no ONVIF by asking for the paths of <see cref="PathTable"/>. One connection at a time, a bounded number
/// of questions with growing pauses; it stops where a password is asked for and none is known, or where it is rejected. Thread-safe; one
/// look at a device at a time, another meanwhile is a Conflict.
/// </summary>
public sealed class PathProber(BoxClock clock, SignInGuard guard, PathProbeOptions options)
{
    private readonly ConcurrentDictionary<string, byte> busy = new(StringComparer.Ordinal);

    public async Task<PathProbeResult> ProbeAsync(PathProbeTarget target, CancellationToken cancellation)
    {
        if (!busy.TryAdd(target.Device, 0))
        {
            throw new NvrException(ErrorKind.Conflict, "This camera is being looked at already. Wait a moment.");
        }
        try
        {
            return await new PathSearch(clock, guard, options, target).RunAsync(cancellation);
        }
        finally
        {
            busy.TryRemove(target.Device, out _);
        }
    }
}
