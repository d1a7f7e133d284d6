namespace Nvr.Storage.Events;

/// <summary>Which moments are searched in one boot of one index. Monotonic microseconds.</summary>
internal readonly record struct EventWindow
{
    /// <summary>Starts from here on.</summary>
    public required long FromUs { get; init; }

    /// <summary>Starts before here.</summary>
    public required long ToUs { get; init; }

    /// <summary>Goes on after here, or starts here or later.</summary>
    public required long TouchUs { get; init; }

    /// <summary>Of what starts exactly here, only numbers past <see cref="CursorNumber"/>.</summary>
    public required long CursorUs { get; init; }

    public required long CursorNumber { get; init; }

    public required bool OldestFirst { get; init; }

    public required int Limit { get; init; }
}
