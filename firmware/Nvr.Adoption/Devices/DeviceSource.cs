using System.Text.Json.Serialization;
using Nvr.Core;

namespace Nvr.Adoption.Devices;

/// <summary>One source of a device (a sensor, an input of an encoder, a channel of a recorder) that became a camera of this box.</summary>
public sealed record DeviceSource
{
    /// <summary>The device's own name of the source: an ONVIF source token, or the channel's number where there is no ONVIF.</summary>
    public required string Token { get; init; }

    public required Guid Camera { get; init; }

    [JsonIgnore]
    public CameraId CameraId => new(Camera);
}
