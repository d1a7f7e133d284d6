namespace Nvr.Board.Panel;

/// <summary>What is proven of the recording, by what lies on the disk and not by what the program believes of itself.</summary>
public enum RecordingProof
{
    /// <summary>No camera is enabled: there is nothing to record.</summary>
    NothingToRecord,

    /// <summary>Every enabled camera has put a durable segment on the mounted volume lately.</summary>
    All,

    /// <summary>Some have not.</summary>
    Some,

    /// <summary>None has.</summary>
    None,
}
