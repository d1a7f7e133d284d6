using Nvr.Web.OpenApi;

namespace Nvr.Web.Sticks;

/// <summary>A USB stick in the box. Immutable.</summary>
/// <param name="Id">Of the stick for as long as it is plugged in.</param>
/// <param name="Name">Maker, model and label, fit to be shown.</param>
/// <param name="FreeBytes">Null until it was looked into.</param>
/// <param name="FileSystem"><c>exfat</c>, <c>fat32</c>, <c>ext4</c>, <c>ntfs</c>, <c>other</c> or <c>none</c>.</param>
/// <param name="IsUsable">An export can be written to it.</param>
/// <param name="Sentence">What can be done with it, or why nothing.</param>
public sealed record StickView(string Id, string Name, long SizeBytes, long? FreeBytes, [property: OneOf("exfat", "fat32", "ext4", "ntfs", "other", "none")] string FileSystem, bool IsUsable, string Sentence, string? NextStep);
