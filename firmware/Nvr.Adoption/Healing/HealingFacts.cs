namespace Nvr.Adoption.Healing;

/// <summary>What is known of one device when it is decided whether to do something for it. Times are monotonic microseconds.</summary>
public sealed record HealingFacts
{
    public required long NowUs { get; init; }

    /// <summary>Since when the last of its cameras that was well is ill; null when one of them is well.</summary>
    public long? IllSinceUs { get; init; }

    /// <summary>No camera of it sends pictures right now, and none says why.</summary>
    public bool IsDead { get; init; }

    /// <summary>What was tried in the last 24 hours, the oldest first.</summary>
    public IReadOnlyList<HealingAttempt> Attempts { get; init; } = [];

    /// <summary>It can be asked to restart at all.</summary>
    public bool CanReboot { get; init; }

    /// <summary>The port that feeds it is known, and nobody but dead cameras hangs on it.</summary>
    public bool CanPowerCycle { get; init; }

    /// <summary>A firmware update is known to run.</summary>
    public bool IsUpdating { get; init; }

    /// <summary>All cameras around it went with it.</summary>
    public bool IsNetworkDown { get; init; }

    /// <summary>Another device of the same switch was touched just now and is not back yet.</summary>
    public bool IsSwitchBusy { get; init; }
}
