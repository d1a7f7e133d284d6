using Nvr.Core.Time;

namespace Nvr.Adoption.Makers;

/// <summary>What was done about the "smart codec" of a device, and what came of it. Immutable.</summary>
public sealed record SmartCodecRecord
{
    public required UtcTime At { get; init; }

    public required SmartCodecOutcome Outcome { get; init; }

    /// <summary>What was changed, whatever came of the rest.</summary>
    public IReadOnlyList<SmartCodecChange> Changes { get; init; } = [];

    /// <summary>When it was undone; null while it is in force.</summary>
    public UtcTime? UndoneAt { get; init; }

    /// <summary>Whether there is something to take back.</summary>
    public bool IsInForce => Changes.Count > 0 && UndoneAt is null;
}
