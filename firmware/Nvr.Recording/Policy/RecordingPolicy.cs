namespace Nvr.Recording.Policy;

/// <summary>When a camera is recorded; holds for its main and its sub stream. Immutable.</summary>
public sealed record RecordingPolicy
{
    /// <summary>For a camera about which nothing was decided.</summary>
    public static RecordingPolicy Always { get; } = new();

    /// <summary>What holds whenever the schedule names no other mode.</summary>
    public RecordingMode Mode { get; init; }

    /// <summary>Times of the week with another mode; they do not overlap. Null for none.</summary>
    public IReadOnlyList<ScheduleSpan>? Schedule { get; init; }

    /// <summary>Kept in memory, and recorded when an event begins; 0 to 30. Recording begins at the key frame before.</summary>
    public int PreRecordSeconds { get; init; } = 5;

    /// <summary>Recorded after the end of an event; 0 to 300. Recording ends with the group of pictures that is under way then.</summary>
    public int PostRecordSeconds { get; init; } = 10;
}
