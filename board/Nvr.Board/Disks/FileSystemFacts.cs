namespace Nvr.Board.Disks;

/// <summary>A file system on a disk or an array, at the moment of reading. Immutable.</summary>
/// <param name="Uuid">Its own id, by which it is found again whatever its device is called.</param>
/// <param name="Type">The kernel's word: "ext4", "xfs", "ntfs".</param>
/// <param name="Label">Its label; may be empty.</param>
/// <param name="MountedAt">The first directory that it is mounted at; null when it is not mounted.</param>
/// <param name="IsReadOnly">Mounted, and the kernel takes no writes: it found damage.</param>
public sealed record FileSystemFacts(string Uuid, string Type, string Label, string? MountedAt, bool IsReadOnly);
