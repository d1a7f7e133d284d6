namespace Nvr.Board.Disks;

/// <summary>All disks and arrays at one moment. Immutable.</summary>
public sealed record DisksReading(IReadOnlyList<DiskFacts> Disks, IReadOnlyList<ArrayFacts> Arrays)
{
    public static DisksReading Nothing { get; } = new([], []);

    public DiskFacts? DiskAt(string? device) => device is null ? null : Disks.FirstOrDefault(d => d.Device == device);
}
