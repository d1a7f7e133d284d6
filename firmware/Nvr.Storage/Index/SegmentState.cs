namespace Nvr.Storage.Index;

/// <summary>What is known of a segment's file. The numbers are stored in the index: never renumber.</summary>
internal enum SegmentState
{
    /// <summary>Being written, or its writer died.</summary>
    Open = 0,

    /// <summary>Ended in order.</summary>
    Closed = 1,

    /// <summary>Its writer died; cut back to its last intact fragment.</summary>
    Recovered = 2,

    /// <summary>The disk failed while it was written; what is indexed had been synced before.</summary>
    Suspect = 3,
}
