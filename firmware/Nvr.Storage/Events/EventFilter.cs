using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Storage.Events;

/// <summary>Which events are asked for; what is null does not restrict. Immutable.</summary>
public sealed record EventFilter
{
    public const int MaxLimit = 1_000;

    public const int MaxRanges = 400;

    public IReadOnlyCollection<CameraId>? Cameras { get; init; }

    /// <summary>Events that touch the range; what goes on touches everything after its start.</summary>
    public UtcRange? Range { get; init; }

    /// <summary>Events that touch one of these, in order and apart, as "18 to 20 h on each day" is; at most <see cref="MaxRanges"/>. Instead of <see cref="Range"/>.</summary>
    public IReadOnlyList<UtcRange>? Ranges { get; init; }

    public IReadOnlyCollection<CameraEventKind>? Kinds { get; init; }

    public IReadOnlyCollection<ObjectClass>? Objects { get; init; }

    /// <summary>Part of the zone's name, letter case aside (ASCII).</summary>
    public string? Zone { get; init; }

    /// <summary>Names of zones, letter case aside: one of them.</summary>
    public IReadOnlyCollection<string>? Zones { get; init; }

    /// <summary>Has one of these; none does not restrict.</summary>
    public ObjectColours Colours { get; init; }

    public IReadOnlyCollection<MoveDirection>? Directions { get; init; }

    public IReadOnlyCollection<EventOrigin>? Origins { get; init; }

    /// <summary>The box is at least this part of the picture, 0 to 1. Events without a box have no size.</summary>
    public double? MinArea { get; init; }

    /// <summary>The box is at most this part of the picture.</summary>
    public double? MaxArea { get; init; }

    /// <summary>Lasted at least so long; what goes on lasts until now. Microseconds.</summary>
    public long? MinDurationUs { get; init; }

    /// <summary>Lasted at most so long, microseconds.</summary>
    public long? MaxDurationUs { get; init; }

    /// <summary>0 to 1. Events without a confidence have none.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>By start: the latest first, or the earliest.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Events on a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where an earlier page ended (<see cref="EventPage.Next"/>); null begins.</summary>
    public string? Cursor { get; init; }
}
