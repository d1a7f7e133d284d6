using System.Net.NetworkInformation;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Onvif;

namespace Nvr.Adoption.Adopted;

/// <summary>A device whose sources are cameras of this box, and how to speak to it. Holds its password: never log it. Immutable.</summary>
public sealed record AdoptedDevice
{
    public required DeviceId Id { get; init; }

    /// <summary>Null for a device without ONVIF.</summary>
    public OnvifTarget? Onvif { get; init; }

    public PhysicalAddress? Mac { get; init; }

    /// <summary>The box's interface behind which it is.</summary>
    public string? Interface { get; init; }

    /// <summary>The port that it was last seen at.</summary>
    public string? Port { get; init; }

    public required IReadOnlyList<DeviceSource> Sources { get; init; }

    public IEnumerable<CameraId> Cameras => Sources.Select(s => s.CameraId);

    /// <summary>Whether who listens to <paramref name="other"/> hears the same as who listens to this.</summary>
    public bool SpeaksAs(AdoptedDevice other) => Onvif == other.Onvif && Sources.SequenceEqual(other.Sources);
}
