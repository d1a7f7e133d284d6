namespace Nvr.Adoption.Devices;

/// <summary>What a sighting came to.</summary>
/// <param name="Device">The device as the book has it now.</param>
/// <param name="IsNew">It was never seen before.</param>
/// <param name="AddressChanged">It is known, but at another address: its cameras' addresses are to be changed.</param>
/// <param name="PortChanged">It is known, but on another interface or port.</param>
/// <param name="Returned">It had been lost.</param>
/// <param name="Conflict">Two identities contradict each other; how that was resolved, in words. Null when they agree.</param>
public sealed record SightingResult(DeviceRecord Device, bool IsNew, bool AddressChanged, bool PortChanged, bool Returned, string? Conflict);
