using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>What counts of one picture in one zone. Immutable.</summary>
/// <param name="Name">The zone's; null for the whole picture.</param>
/// <param name="LoiterUs">After so long a stay is told; zero for never.</param>
/// <param name="Things">At least one.</param>
internal sealed record ZoneSight(string? Name, long LoiterUs, IReadOnlyList<SeenThing> Things)
{
    /// <summary>What stands out most.</summary>
    public SeenThing Most => Things.MaxBy(t => t.Strength);
}
