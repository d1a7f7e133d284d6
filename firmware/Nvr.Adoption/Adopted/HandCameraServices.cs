using System.Net;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopted;

/// <summary>What is looked at for cameras that were entered by hand.</summary>
public sealed record HandCameraServices
{
    public required ICameraDirectory Cameras { get; init; }

    public required IDeviceBook Book { get; init; }

    public required INeighbourTable Neighbours { get; init; }

    /// <summary>A camera's stored password; null when it has none.</summary>
    public required Func<CameraId, string?> PasswordOf { get; init; }

    /// <summary>Where the device at an address has its ONVIF service, if it has one.</summary>
    public required Func<IPAddress, Uri> ServiceOf { get; init; }

    public required SignInGuard Guard { get; init; }

    public required BoxClock Clock { get; init; }

    public OnvifOptions Onvif { get; init; } = new();

    /// <summary>Between two looks at the list of cameras.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after a host where nothing answered as ONVIF it is asked again.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromHours(6);
}
