using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Watching;

/// <summary>
/// Where the pictures of all cameras can be had for analysis, and what is decided about each. Cameras' streams offer through the taps of this room; <see cref="MotionWatch"/> opens those that it wants. Thread-safe.
/// </summary>
public sealed class PictureTaps(TimeProvider time)
{
    private readonly ConcurrentDictionary<CameraId, CameraTap> taps = new();
    private readonly ConcurrentDictionary<CameraId, WatchPlan> plans = new();
    private int version;
    private long starts;

    /// <summary>What the analysis did since the start.</summary>
    public WatchFigures Figures => new(
        Interlocked.Read(ref starts), [.. taps.Where(t => t.Value.Taken + t.Value.LeftOut > 0).Select(t => t.Value.FiguresOf(t.Key))]);

    /// <summary>Rung when something else was decided. Not for pictures: whoever reads cameras has better things to do, and comes at known times.</summary>
    internal Doorbell Bell { get; } = new(time);

    /// <summary>Another number whenever something was decided.</summary>
    internal int Version => Volatile.Read(ref version);

    internal IReadOnlyList<WatchPlan> Plans => [.. plans.Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];

    internal WatchPlan? PlanOf(CameraId camera) => plans.GetValueOrDefault(camera);

    /// <summary>The tap of a camera; the same for both of its streams, and for as long as the program runs.</summary>
    internal CameraTap Of(CameraId camera) => taps.GetOrAdd(camera, _ => new CameraTap());

    internal void Decide(WatchPlan plan)
    {
        plans[plan.Camera] = plan;
        Announce();
    }

    internal void Forget(CameraId camera)
    {
        plans.TryRemove(camera, out _);
        taps.TryRemove(camera, out _);
        Announce();
    }

    internal void NoteStart() => Interlocked.Increment(ref starts);

    internal void Announce()
    {
        Interlocked.Increment(ref version);
        Bell.Ring();
    }
}
