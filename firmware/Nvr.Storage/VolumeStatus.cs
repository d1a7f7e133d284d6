namespace Nvr.Storage;

/// <summary><paramref name="Problem"/> is null when the volume takes footage, else a sentence for the user.</summary>
public sealed record VolumeStatus(
    Guid Id, string Path, long TotalBytes, long FreeBytes, long FootageBytes, long Segments, long ReserveBytes, string? Problem);
