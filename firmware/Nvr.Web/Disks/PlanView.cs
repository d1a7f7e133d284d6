namespace Nvr.Web.Disks;

/// <summary>One way to use the blank disks. Immutable.</summary>
/// <param name="Spares">How many disks may fail at once and nothing is lost.</param>
public sealed record PlanView(string Level, IReadOnlyList<string> Disks, long UsableBytes, int Spares, bool IsRecommended);
