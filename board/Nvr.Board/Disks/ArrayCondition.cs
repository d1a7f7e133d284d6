namespace Nvr.Board.Disks;

/// <summary>How an array is, in one word.</summary>
public enum ArrayCondition
{
    Clean,

    /// <summary>Data and redundancy are being compared.</summary>
    Checking,

    /// <summary>Whole, and the redundancy is being made to match after a power cut.</summary>
    Resyncing,

    /// <summary>The redundancy is being made for the first time; it is recorded to already.</summary>
    Building,

    /// <summary>The last comparison found differences.</summary>
    Mismatch,

    /// <summary>A member is being filled in place of one that was lost.</summary>
    Rebuilding,

    /// <summary>Members are missing, and nothing is lost yet.</summary>
    Degraded,

    /// <summary>The same, and it was so already when the program started.</summary>
    DegradedAtStart,

    /// <summary>It does not run, although enough of it is there.</summary>
    Stopped,

    /// <summary>It can be read and not written to.</summary>
    ReadOnly,

    /// <summary>Too many members are missing: it cannot be used.</summary>
    Failed,
}
