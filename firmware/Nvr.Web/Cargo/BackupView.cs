namespace Nvr.Web.Cargo;

/// <summary>What a backup of the settings would restore. Immutable.</summary>
/// <param name="Box">The recorder that it is of.</param>
/// <param name="MadeAt">UTC, RFC 3339.</param>
/// <param name="Product">The version that made it.</param>
/// <param name="Cameras">Their names.</param>
/// <param name="FormerCameras">Cameras of today that it does not have: they are no longer recorded, their recordings stay.</param>
/// <param name="People">Who may sign in then.</param>
/// <param name="Also">What else is in it, in words.</param>
public sealed record BackupView(string Box, string MadeAt, string Product, IReadOnlyList<string> Cameras, IReadOnlyList<string> FormerCameras, IReadOnlyList<string> People, IReadOnlyList<string> Also);
