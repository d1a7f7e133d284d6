namespace Nvr.Board.Disks;

/// <summary>One array at the moment of reading, from sysfs where it runs. Immutable.</summary>
public sealed record ArrayFacts
{
    /// <summary>Its own id, in its members' superblocks.</summary>
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public RaidLevel Level { get; init; }

    /// <summary>How many members it has when it is whole.</summary>
    public int Slots { get; init; }

    /// <summary>The kernel's name, such as <c>/dev/md127</c>; null while it does not run.</summary>
    public string? Device { get; init; }

    public bool IsRunning => Device is not null;

    /// <summary>The kernel says that it lost too much to go on.</summary>
    public bool IsBroken { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>What it offers; 0 while it does not run.</summary>
    public long SizeBytes { get; init; }

    /// <summary>What a new member must have at the least; 0 while it is not known.</summary>
    public long MemberBytes { get; init; }

    /// <summary>Those that the kernel lists; while it does not run those whose superblocks name it, as spares.</summary>
    public IReadOnlyList<ArrayMember> Members { get; init; } = [];

    public SyncAction Action { get; init; }

    /// <summary>How much of <see cref="Action"/> is done, 0 to 1.</summary>
    public double Done { get; init; }

    /// <summary>What is left of it at the present pace; null where that cannot be told.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>Its present pace, on each disk; 0 while nothing is done.</summary>
    public long SpeedKilobytes { get; init; }

    /// <summary>What it is kept to; null where that is what the system sets for all arrays.</summary>
    public long? SpeedLimitKilobytes { get; init; }

    /// <summary>The last thing that was done in the background was a comparison, and it found so many sectors that do not match.</summary>
    public long MismatchedSectors { get; init; }

    public FileSystemFacts? FileSystem { get; init; }

    /// <summary>The slots that hold their share of everything.</summary>
    public IReadOnlySet<int> InSync => Members.Where(m => m is { State: MemberState.InSync, Slot: not null }).Select(m => m.Slot!.Value).ToHashSet();

    public int Missing => Math.Max(0, Slots - InSync.Count);
}
