namespace Nvr.Web.Cargo;

/// <summary>What may be taken from, and written to, USB sticks beside exports. Immutable.</summary>
/// <param name="Updates">Signed updates may be installed.</param>
/// <param name="Backups">Settings may be written and restored.</param>
/// <param name="Models">Models for object detection may be copied onto the box.</param>
public sealed record CargoPolicy(bool Updates, bool Backups, bool Models);
