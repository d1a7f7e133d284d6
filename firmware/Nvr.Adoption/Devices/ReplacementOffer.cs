namespace Nvr.Adoption.Devices;

/// <summary>A new device may take the place of one that is gone: its cameras, with their names, settings and footage.</summary>
/// <param name="Newcomer">The new device.</param>
/// <param name="Departed">The one that is gone.</param>
/// <param name="Reason">Why the box thinks so.</param>
public sealed record ReplacementOffer(DeviceRecord Newcomer, DeviceRecord Departed, ReplacementReason Reason);
