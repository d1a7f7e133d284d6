using Nvr.Sandbox.Processes;

namespace Nvr.Recording.Watching;

/// <summary>How the box looks for motion. Immutable.</summary>
/// <param name="Program">What is started as the analysing process.</param>
/// <param name="IsAutomatic">Whether cameras about which nothing was decided are looked at, as long as they tell of no motion themselves.</param>
public sealed record WatchOptions(WorkerProgram Program, bool IsAutomatic)
{
    /// <summary>How long the process may be silent while it is asked something. It has the least priority there is, and a box may be busy.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);
}
