namespace Nvr.Storage;

/// <summary>How a <see cref="FootageStore"/> is laid out and paced. The defaults are right for a box; tests shorten them.</summary>
public sealed record FootageStoreOptions
{
    /// <summary>
    /// Those to begin with; the first is where gaps are noted when all can be written. None only where <see cref="FootageStore.Declare"/> will name some.
    /// </summary>
    public required IReadOnlyList<VolumeOptions> Volumes { get; init; }

    /// <summary>Longest time that written bytes wait for fdatasync and their row, ms.</summary>
    public int SyncIntervalMs { get; init; } = 2_000;

    /// <summary>Most bytes that may wait for one volume; a segment that would exceed it is abandoned.</summary>
    public long QueueBoundBytes { get; init; } = 64L << 20;

    /// <summary>How often the clock is looked at, ms.</summary>
    public int ClockIntervalMs { get; init; } = 1_000;

    /// <summary>How often room, age and missing volumes are looked at, ms.</summary>
    public int RetentionIntervalMs { get; init; } = 2_000;

    /// <summary>Whether files and rows are compared in the background after opening (a bench on rows without files says no).</summary>
    public bool ScanForOrphans { get; init; } = true;

    /// <summary>Asks the kernel whether its clock is synchronised by NTP; null uses adjtimex.</summary>
    public Func<bool>? ClockSynchronised { get; init; }
}
