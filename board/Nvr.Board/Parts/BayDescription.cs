namespace Nvr.Board.Parts;

/// <summary>One disk bay. A disk is in it when either of the two marks fits. Immutable.</summary>
/// <param name="Name">As printed on the case.</param>
/// <param name="Path">Where the disk is plugged in, as udev's <c>ID_PATH</c> tells it; null when the serial number tells.</param>
/// <param name="Serial">The serial number that every disk in this bay reports, as virtual machines can have it; null elsewhere.</param>
/// <param name="Led">The bay's own LED; null where it has none.</param>
public sealed record BayDescription(string Name, string? Path, string? Serial, LedDescription? Led);
