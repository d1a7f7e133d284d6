namespace Nvr.Adoption.Devices;

/// <summary>The settings file of the devices.</summary>
public sealed record DeviceDocument
{
    public int Version { get; init; } = 1;

    /// <summary>In the order in which they were first seen.</summary>
    public required IReadOnlyList<DeviceRecord> Devices { get; init; }
}
