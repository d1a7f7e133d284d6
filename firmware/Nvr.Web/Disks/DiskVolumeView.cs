using Nvr.Board.Disks;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Disks;

/// <summary>A volume of this box, or a foreign array. Immutable.</summary>
/// <param name="Level"><c>single</c>, <c>raid1</c>, …</param>
/// <param name="IsOwn">This box records to it, or would if it worked.</param>
/// <param name="Condition">In one word; <c>foreign</c> for those that are not this box's own.</param>
/// <param name="Sentence">The same for people.</param>
/// <param name="Progress">Of what is done in the background, 0 to 1; null when nothing is.</param>
/// <param name="SecondsLeft">Of it; null where that cannot be told.</param>
/// <param name="Missing">How many disks it is without.</param>
/// <param name="Mismatches">Sectors in which its disks did not agree when they were last compared.</param>
public sealed record DiskVolumeView(
    string Id, string Name, [property: OneOf("single", "raid1", "raid5", "raid6", "raid10", "other")] string Level, bool IsOwn,
    [property: OneOf(typeof(ArrayCondition), "foreign")] string Condition, string Sentence, string? NextStep, double? Progress, long? SecondsLeft, int Disks, int Missing, long Mismatches,
    long SizeBytes, string? FileSystem, string? MountedAt);
