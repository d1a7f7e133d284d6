using System.Text.Json.Serialization;

namespace Nvr.Appliance.Updates;

/// <summary>
/// The last update, from the moment before it is installed on: what worked then, and what became of it since. The system that installed it and the one that came with it both read and write this, whichever is older: members may
/// be added, and none may be asked for. Immutable.
/// </summary>
internal sealed record RememberedUpdate
{
    /// <summary>All that worked before works.</summary>
    public const string Good = "good";

    /// <summary>It stays, and something does not work.</summary>
    public const string Partly = "partly";

    /// <summary>The former system runs again.</summary>
    public const string WentBack = "wentBack";

    /// <summary>It had proven itself, and the former system runs nevertheless.</summary>
    public const string Lost = "lost";

    /// <summary>The former system runs, and the other one was never whole.</summary>
    public const string BrokenOff = "brokenOff";

    /// <summary>The version that installed it.</summary>
    public string From { get; init; } = "";

    public string To { get; init; } = "";

    /// <summary>The boot loader's name of the system that installed it; null where nobody knew.</summary>
    public string? FromSlot { get; init; }

    /// <summary>The boot of the machine in which it was installed: in the same one it has not been started yet.</summary>
    public Guid Boot { get; init; }

    /// <summary>The updater said that it is whole.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>Those that recorded when it was installed.</summary>
    public IReadOnlyList<Guid> Cameras { get; init; } = [];

    /// <summary>The volumes that were in use then.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>How often its program was started before it had proven itself.</summary>
    public int Starts { get; init; }

    /// <summary>How often the box was restarted to go back.</summary>
    public int Restarts { get; init; }

    /// <summary>One of the words above; null while it is open.</summary>
    public string? Outcome { get; init; }

    /// <summary>The name of a <see cref="Nvr.Board.Updates.TrialFault"/>; null for none that its program saw.</summary>
    public string? Fault { get; init; }

    /// <summary>Names of the cameras that recorded before it and not when it was judged.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>The outcome stands in the list of what was done.</summary>
    public bool IsNoted { get; init; }

    /// <summary>An administrator has seen the outcome.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Whether what runs now is what came with it. Where the boot loader's names are not known, versions have to do.</summary>
    public bool IsRunning(RunningSystem running, Guid boot) => boot != Boot && (running.Slot is { } now && FromSlot is { } then ? now != then : running.Version == To);

    /// <summary>It runs, and nobody knows yet whether it stays.</summary>
    public bool IsOnTrial(RunningSystem running, Guid boot) => Outcome is null && IsRunning(running, boot);
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(RememberedUpdate))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class RememberedUpdateJson : JsonSerializerContext;
