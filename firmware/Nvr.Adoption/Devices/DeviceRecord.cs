using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Serialization;
using Nvr.Adoption.Makers;
using Nvr.Adoption.Timekeeping;
using Nvr.Core.Time;

namespace Nvr.Adoption.Devices;

/// <summary>A device as the book knows it and as it lies in the settings file: the password only in its encrypted form. Immutable.</summary>
public sealed record DeviceRecord
{
    public required Guid Id { get; init; }

    public required DeviceState State { get; init; }

    /// <summary>Where it was last seen.</summary>
    public required IPAddress Address { get; init; }

    public PhysicalAddress? Mac { get; init; }

    public string? Serial { get; init; }

    public string? EndpointId { get; init; }

    public string? Interface { get; init; }

    public string? Port { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public string? Firmware { get; init; }

    public string? Name { get; init; }

    /// <summary>What it calls itself towards the box's DHCP server.</summary>
    public string? HostName { get; init; }

    public IReadOnlyList<DeviceSource> Sources { get; init; } = [];

    public string? UserName { get; init; }

    /// <summary>Sealed by the device key of the box; null when no password is known.</summary>
    public string? SealedPassword { get; init; }

    /// <summary>SHA-256 of the TLS certificate of its ONVIF service, seen at first use.</summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>The certificate to whose holder a person gave the device's password, and which accepted it; null before.</summary>
    public string? TrustedCertificate { get; init; }

    /// <summary>Whether the device's own password may be shown to it.</summary>
    [JsonIgnore]
    public bool MayBeShownPassword => PinnedCertificate is not null && PinnedCertificate == TrustedCertificate;

    /// <summary>What the box changed on it, the oldest first.</summary>
    public IReadOnlyList<DeviceChange> Changes { get; init; } = [];

    /// <summary>What the box changed about where its clock gets its time; null when nothing.</summary>
    public ClockChange? Clock { get; init; }

    /// <summary>What was done about its "smart codec"; null when it has none, or none that is known.</summary>
    public SmartCodecRecord? SmartCodec { get; init; }

    public required UtcTime FirstSeen { get; init; }

    /// <summary>On disk as of the last change that was worth a write.</summary>
    public required UtcTime LastSeen { get; init; }

    [JsonIgnore]
    public DeviceId DeviceId => new(Id);

    [JsonIgnore]
    public bool HasCameras => Sources.Count > 0;
}
