namespace Nvr.Board.Updates;

/// <summary>What is known of a system on trial at one moment. Immutable.</summary>
public sealed record TrialFacts
{
    /// <summary>Since the program was started, by the monotonic clock.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How often the program was started on this trial, this time counted.</summary>
    public required int Starts { get; init; }

    /// <summary>The page answered when it was asked just now.</summary>
    public required bool PageAnswers { get; init; }

    /// <summary>How many volumes were in use when it was installed.</summary>
    public required int Volumes { get; init; }

    /// <summary>How many of these are in use now.</summary>
    public required int MountedVolumes { get; init; }

    /// <summary>How many cameras recorded when it was installed, and are to record now.</summary>
    public required int Cameras { get; init; }

    /// <summary>How many of these have put footage on a volume since the start, and not long ago.</summary>
    public required int RecordingCameras { get; init; }

    /// <summary>Everything is as it was before.</summary>
    public bool IsWhole => PageAnswers && MountedVolumes >= Volumes && RecordingCameras >= Cameras;
}
