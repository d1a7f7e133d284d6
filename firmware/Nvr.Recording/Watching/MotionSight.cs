using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>What counts of one picture. Immutable.</summary>
/// <param name="Things">Those that no mask hides and that stand out as much as the camera's sensitivity asks for, wherever they are.</param>
/// <param name="Zones">Those that are watched now and have something in them.</param>
internal sealed record MotionSight(IReadOnlyList<SeenThing> Things, IReadOnlyList<ZoneSight> Zones)
{
    public static MotionSight Nothing { get; } = new([], []);
}
