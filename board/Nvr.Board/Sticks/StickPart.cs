namespace Nvr.Board.Sticks;

/// <summary>One partition of a stick, or the whole of one that has none, at the moment of reading; before it is judged. Immutable.</summary>
public sealed record StickPart
{
    /// <summary>The kernel's word for what lies on it; empty when that is nothing.</summary>
    public string Type { get; init; } = "";

    /// <summary>As it was found.</summary>
    public string Label { get; init; } = "";

    public long Bytes { get; init; }

    /// <summary>Nothing can be written to this part of the stick.</summary>
    public bool IsReadOnly { get; init; }

    public string? MountedAt { get; init; }

    public long? FreeBytes { get; init; }

    /// <summary>Mounting failed since it was plugged in, or the kernel takes no more writes because of what it found.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>There is the marker of a footage volume on it, of this recorder or of another one.</summary>
    public bool HoldsFootage { get; init; }

    public StickFileSystem FileSystem => StickFileSystems.Parse(Type);
}
