namespace Nvr.Board.Sticks;

/// <summary>One stick at the moment of reading. Immutable. Its texts come from whoever made or labelled it: they are cleaned for showing, and never part of a path.</summary>
public sealed record StickFacts
{
    /// <summary>Names the stick for as long as it is plugged in: letters, digits and hyphens. After the next plug it has another one.</summary>
    public required string Id { get; init; }

    /// <summary>Maker and model, as <see cref="StickText"/> leaves them; "USB key" where it tells neither.</summary>
    public required string Name { get; init; }

    /// <summary>The label of the file system, as <see cref="StickText"/> leaves it; may be empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>The size of the whole stick.</summary>
    public long Bytes { get; init; }

    public StickFileSystem FileSystem { get; init; }

    /// <summary>Its name for the user: "exFAT", "NTFS", "none".</summary>
    public string FileSystemName { get; init; } = "";

    /// <summary>How large a single file may be; <see cref="long.MaxValue"/> where there is no limit that matters.</summary>
    public long MaxFileBytes { get; init; } = long.MaxValue;

    /// <summary>What there is room for; null while it is not mounted.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Nothing can be written to it: its switch says so, or it does itself.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The directory that its file system is mounted at; null while it is not mounted.</summary>
    public string? MountedAt { get; init; }

    public required StickVerdict Verdict { get; init; }
}
