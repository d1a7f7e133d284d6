namespace Nvr.Board.Disks;

/// <summary>What a member does in its array (md(4), <c>md/dev-*/state</c>).</summary>
public enum MemberState
{
    /// <summary>Holds its share of everything.</summary>
    InSync,

    /// <summary>Has a place and is being filled.</summary>
    Rebuilding,

    /// <summary>Waits until one fails.</summary>
    Spare,

    /// <summary>The kernel has given it up.</summary>
    Faulty,
}
