namespace Nvr.Storage.Events;

/// <summary>What is searched for in one boot of one index.</summary>
internal readonly record struct EventWindow
{
    /// <summary>Starts from here on, monotonic microseconds.</summary>
    public required long FromUs { get; init; }

    /// <summary>Starts before here.</summary>
    public required long ToUs { get; init; }

    /// <summary>Goes on after here, or starts here or later.</summary>
    public required long TouchUs { get; init; }

    /// <summary>Of what starts exactly here, only numbers past <see cref="CursorNumber"/>.</summary>
    public required long CursorUs { get; init; }

    public required long CursorNumber { get; init; }

    /// <summary>Bit n stands for the kind with number n.</summary>
    public required long KindMask { get; init; }

    /// <summary>Bit n stands for the class with number n.</summary>
    public required long ObjectMask { get; init; }

    public string? Zone { get; init; }

    public required bool OldestFirst { get; init; }

    public required long Limit { get; init; }
}
