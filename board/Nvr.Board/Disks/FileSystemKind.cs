namespace Nvr.Board.Disks;

/// <summary>The file systems that footage may lie on.</summary>
public enum FileSystemKind
{
    Ext4,
    Xfs,
}
