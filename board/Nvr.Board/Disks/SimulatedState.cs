using System.Text.Json.Serialization;

namespace Nvr.Board.Disks;

/// <summary>What a simulated board's bays hold, as it is kept in a file. Changed in place under the lock of <see cref="SimulatedDisks"/>.</summary>
internal sealed class SimulatedState
{
    public List<SimulatedDisk> Disks { get; init; } = [];

    public List<SimulatedArray> Arrays { get; init; } = [];

    public int NextSerial { get; set; } = 1;
}

/// <summary>A disk, in a bay or on the shelf.</summary>
internal sealed class SimulatedDisk
{
    public required string Serial { get; init; }

    public required long Bytes { get; init; }

    public string? Bay { get; set; }

    public string? ArrayId { get; set; }

    public SimulatedFileSystem? FileSystem { get; set; }

    public SmartFacts? Smart { get; set; }
}

/// <summary>An array of such disks.</summary>
internal sealed class SimulatedArray
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required RaidLevel Level { get; init; }

    public required int Slots { get; init; }

    public required long MemberBytes { get; init; }

    public List<SimulatedMember> Members { get; init; } = [];

    public SyncAction Action { get; set; }

    /// <summary>When what goes on in the background began, on the wall clock: it goes on after a restart.</summary>
    public DateTimeOffset Begun { get; set; }

    public SimulatedFileSystem? FileSystem { get; set; }
}

/// <summary>A disk's place in an array.</summary>
internal sealed class SimulatedMember
{
    public required string Serial { get; init; }

    public int? Slot { get; set; }

    public MemberState State { get; set; }

    public long ReadErrors { get; set; }
}

/// <summary>A file system, which is a folder.</summary>
internal sealed class SimulatedFileSystem
{
    public required string Uuid { get; init; }

    public required string Type { get; init; }

    public required string Label { get; init; }

    public bool IsMounted { get; set; }
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(SimulatedState))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class SimulatedJson : JsonSerializerContext;
