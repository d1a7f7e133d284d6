namespace Nvr.Board.Disks;

/// <summary>What the kernel does in the background of an array (<c>md/sync_action</c>).</summary>
public enum SyncAction
{
    Idle,

    /// <summary>Makes the redundancy match the data: the first time, or after a power cut.</summary>
    Resync,

    /// <summary>Fills a member from the others.</summary>
    Recover,

    /// <summary>Compares data and redundancy.</summary>
    Check,

    /// <summary>Compares them and makes them match.</summary>
    Repair,

    /// <summary>Changes the array's shape.</summary>
    Reshape,
}
