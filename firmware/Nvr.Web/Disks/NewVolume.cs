namespace Nvr.Web.Disks;

/// <summary>What an administrator wants made. Immutable.</summary>
/// <param name="Name">How the volume is to be called.</param>
/// <param name="Level"><c>single</c>, <c>raid1</c>, <c>raid5</c>, <c>raid6</c> or <c>raid10</c>.</param>
/// <param name="Disks">The ids of the disks.</param>
/// <param name="FileSystem"><c>ext4</c> or <c>xfs</c>.</param>
public sealed record NewVolume(string Name, string Level, IReadOnlyList<string> Disks, string FileSystem);
