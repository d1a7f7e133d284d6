namespace Nvr.Storage.Events.Search;

/// <summary>A filter in the words of one index: what a row must hold, and the terms that lead there. Immutable.</summary>
internal sealed record RowTest
{
    /// <summary>Each a list of terms of which an event must have one. Those of few terms first.</summary>
    public required IReadOnlyList<long[]> Groups { get; init; }

    /// <summary>Bit n stands for the kind with number n; likewise below.</summary>
    public required long KindMask { get; init; }

    public required long ObjectMask { get; init; }

    /// <summary>Rows of zones with a comma before and after each; empty does not restrict.</summary>
    public required string Zones { get; init; }

    /// <summary>Rows of cameras, likewise.</summary>
    public required string Cameras { get; init; }

    /// <summary>The only camera asked for.</summary>
    public long? OnlyCamera { get; init; }

    public required long Colours { get; init; }

    public required long DirectionMask { get; init; }

    public required long OriginMask { get; init; }

    /// <summary>Millionths of the picture; 0 does not restrict.</summary>
    public required long MinArea { get; init; }

    public required long MaxArea { get; init; }

    public required long MinDurationUs { get; init; }

    public required long MaxDurationUs { get; init; }

    public required double MinConfidence { get; init; }

    /// <summary>Whether some group has no term: nothing can match here.</summary>
    public bool IsHopeless => Groups.Any(g => g.Length == 0);

    /// <summary>Whether time alone, or one camera's time, is asked for: rows are in that order already.</summary>
    public required bool IsPlain { get; init; }
}
