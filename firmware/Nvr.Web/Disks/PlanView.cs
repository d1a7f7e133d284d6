using Nvr.Web.OpenApi;

namespace Nvr.Web.Disks;

/// <summary>One way to use the blank disks. Immutable.</summary>
/// <param name="Spares">How many disks may fail at once and nothing is lost.</param>
public sealed record PlanView(
    [property: OneOf("single", "raid1", "raid5", "raid6", "raid10")] string Level, IReadOnlyList<string> Disks, long UsableBytes, int Spares, bool IsRecommended);
