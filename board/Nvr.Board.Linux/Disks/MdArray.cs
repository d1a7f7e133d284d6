using Nvr.Board.Disks;

namespace Nvr.Board.Linux.Disks;

/// <summary>What sysfs says of one md device. Immutable.</summary>
/// <param name="Kernel">Its name there: "md127".</param>
/// <param name="State">As of <c>md/array_state</c>: "clean", "active", "inactive", "broken", …</param>
internal sealed record MdArray(string Kernel, string State)
{
    public RaidLevel Level { get; init; } = RaidLevel.Other;

    public int Slots { get; init; }

    public long MemberBytes { get; init; }

    public IReadOnlyList<ArrayMember> Members { get; init; } = [];

    public SyncAction Action { get; init; }

    public double Done { get; init; }

    public TimeSpan? Left { get; init; }

    public long SpeedKilobytes { get; init; }

    /// <summary>Null where it is the one of all arrays.</summary>
    public long? SpeedLimitKilobytes { get; init; }

    public long MismatchedSectors { get; init; }

    public bool IsRunning => State is not ("" or "clear" or "inactive");

    public bool IsBroken => State == "broken";

    public bool IsReadOnly => State == "readonly";
}
