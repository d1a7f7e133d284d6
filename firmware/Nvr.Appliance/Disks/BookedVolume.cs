using Nvr.Board.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>A file system in the bays that this box records to, as it is remembered. Immutable.</summary>
/// <param name="Name">As a person named it.</param>
/// <param name="FileSystemId">By which it is found again, whatever its device is called.</param>
/// <param name="ArrayId">The array that it lies on; null for a single disk.</param>
internal sealed record BookedVolume(string Name, string FileSystemId, string? ArrayId)
{
    /// <summary>What the label of a file system begins with that a recorder has made.</summary>
    public const string LabelPrefix = "nvr-";

    /// <summary>What the marker on it must say; null until the first footage is put there.</summary>
    public Guid? VolumeId { get; init; }

    /// <summary>The first build ended.</summary>
    public bool WasWhole { get; init; }

    /// <summary>Where its disks were when it was last whole.</summary>
    public IReadOnlyList<string> Bays { get; init; } = [];

    /// <summary>When data and redundancy were last compared, or it was made.</summary>
    public DateTimeOffset LastCheck { get; init; }

    /// <summary>Where it was last mounted, for commands that run beside no recorder.</summary>
    public string? MountedAt { get; init; }

    /// <summary>What the API calls it.</summary>
    public string Id => ArrayId ?? FileSystemId;

    public KnownArray Known(bool wasWholeSinceStart) => new(Id, new ArrayPast(WasWhole, wasWholeSinceStart), Bays);
}
