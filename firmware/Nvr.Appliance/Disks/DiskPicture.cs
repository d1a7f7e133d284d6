using Nvr.Board.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>Everything about the disks as of the last look. Immutable.</summary>
/// <param name="Reading">What is there.</param>
/// <param name="Volumes">Those of this box, whether they are there or not.</param>
/// <param name="Trouble">Why the last look failed, as a sentence; null when it did not. The rest is as of the last one that succeeded.</param>
internal sealed record DiskPicture(DisksReading Reading, IReadOnlyList<VolumeState> Volumes, string? Trouble)
{
    public static DiskPicture Nothing { get; } = new(DisksReading.Nothing, [], null);

    /// <summary>Disks in the bays that another recorder recorded to: the name that recorders give their file systems tells.</summary>
    public IEnumerable<DiskFacts> ForeignSingles => Reading.Disks.Where(d => d is { Bay: not null, IsSystem: false, FileSystem: { } found }
        && found.Label.StartsWith(BookedVolume.LabelPrefix, StringComparison.Ordinal) && Volumes.All(v => v.Booked.FileSystemId != found.Uuid));

    /// <summary>Whether an array is one that this box records to.</summary>
    public bool IsOwn(string? arrayId) => arrayId is not null && Volumes.Any(v => v.Booked.ArrayId == arrayId);
}
