using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Adoption.Healing;

/// <summary>What healing did for a device, for people and for the event index. Immutable.</summary>
public sealed record HealingNote
{
    public required DeviceId Device { get; init; }

    /// <summary>The cameras that are its sources.</summary>
    public required IReadOnlyList<CameraId> Cameras { get; init; }

    /// <summary>Their names, for people.</summary>
    public required string Names { get; init; }

    public required UtcTime Time { get; init; }

    public required HealingStep Step { get; init; }

    public required StepOutcome Outcome { get; init; }

    /// <summary>How long there had been no picture.</summary>
    public required TimeSpan Ill { get; init; }

    /// <summary>Why it could not be done, for a technician.</summary>
    public string? Cause { get; init; }
}
