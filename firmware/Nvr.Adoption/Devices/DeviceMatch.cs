namespace Nvr.Adoption.Devices;

/// <summary>Which device of the book a sighting is of: none for a new one. <paramref name="Conflict"/> says how contradictions were resolved.</summary>
internal readonly record struct DeviceMatch(DeviceRecord? Device, string? Conflict);
