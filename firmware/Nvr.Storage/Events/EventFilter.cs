using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Storage.Events;

/// <summary>Which events are asked for; what is null does not restrict. Immutable.</summary>
public sealed record EventFilter
{
    public const int MaxLimit = 1_000;

    public IReadOnlyCollection<CameraId>? Cameras { get; init; }

    /// <summary>Events that touch the range; what goes on touches everything after its start.</summary>
    public UtcRange? Range { get; init; }

    public IReadOnlyCollection<CameraEventKind>? Kinds { get; init; }

    public IReadOnlyCollection<ObjectClass>? Objects { get; init; }

    /// <summary>Part of the zone's name, letter case aside (ASCII).</summary>
    public string? Zone { get; init; }

    /// <summary>By start: the latest first, or the earliest.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Events on a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where an earlier page ended (<see cref="EventPage.Next"/>); null begins.</summary>
    public string? Cursor { get; init; }
}
