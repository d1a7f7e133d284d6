namespace Nvr.Storage;

/// <summary><paramref name="Problem"/> is null when the volume takes footage, else a sentence for the user.</summary>
public sealed record VolumeStatus(
    Guid Id, string Path, long TotalBytes, long FreeBytes, long FootageBytes, long Segments, long ReserveBytes, string? Problem)
{
    /// <summary>The longest that footage of the last ten seconds took to become durable: seconds where something else keeps the disk busy.</summary>
    public TimeSpan SlowestSync { get; init; }
}
