using Nvr.Board.Disks;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Disks;

/// <summary>A disk. Immutable; null is what it does not tell.</summary>
/// <param name="Id">Of the disk, wherever it is plugged in.</param>
/// <param name="Bay">Null for one that is in no bay.</param>
/// <param name="Verdict"><c>unknown</c>, <c>well</c>, <c>worrying</c>, <c>failing</c> or <c>failed</c>.</param>
/// <param name="IsSystem">It is the system's own, and never changed.</param>
/// <param name="Content">What is on it, in words.</param>
/// <param name="Volume">The id of the volume that it is a part of; null where it is of none.</param>
/// <param name="Role">What it does there: <c>inSync</c>, <c>rebuilding</c>, <c>spare</c> or <c>faulty</c>.</param>
public sealed record DiskView(
    string Id, string Device, string? Bay, string Model, string Serial, long SizeBytes, int? Celsius, int? PowerOnHours, long? BadSectors, long ReadErrors,
    [property: OneOf(typeof(DiskVerdict))] string Verdict,
    bool IsSystem, string Content, bool IsBlank, string? Volume, [property: OneOf(typeof(MemberState))] string? Role);
