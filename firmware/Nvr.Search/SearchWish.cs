using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>What is searched for. Of each list one must hold; what is empty or null does not restrict. Immutable.</summary>
public sealed record SearchWish
{
    public IReadOnlyList<CameraId> Cameras { get; init; } = [];

    public IReadOnlyList<string> Zones { get; init; } = [];

    public IReadOnlyList<CameraEventKind> Kinds { get; init; } = [];

    public IReadOnlyList<ObjectClass> Objects { get; init; } = [];

    public ObjectColours Colours { get; init; }

    public IReadOnlyList<MoveDirection> Directions { get; init; } = [];

    public IReadOnlyList<SearchSource> Sources { get; init; } = [];

    /// <summary>Parts of the picture, 0 to 1.</summary>
    public double? MinArea { get; init; }

    public double? MaxArea { get; init; }

    public long? MinDurationUs { get; init; }

    public long? MaxDurationUs { get; init; }

    /// <summary>0 to 1.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>In order and apart; at most <see cref="MaxRanges"/>.</summary>
    public IReadOnlyList<UtcRange> Ranges { get; init; } = [];

    /// <summary>What a time of day on more days than this is searched on the latest of them.</summary>
    public const int MaxRanges = 400;
}
