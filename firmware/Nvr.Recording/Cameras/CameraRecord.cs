using System.Text.Json.Serialization;
using Nvr.Core;

namespace Nvr.Recording.Cameras;

/// <summary>A camera as it lies in the settings file: the password only in its encrypted form.</summary>
public sealed record CameraRecord
{
    public required Guid Id { get; init; }

    public required CameraSettings Settings { get; init; }

    /// <summary>Sealed by the device key; null when the camera has none.</summary>
    public string? SealedPassword { get; init; }

    /// <summary>Hash of the TLS certificate seen at first use.</summary>
    public string? PinnedCertificate { get; init; }

    [JsonIgnore]
    public CameraId CameraId => new(Id);
}
