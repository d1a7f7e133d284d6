using Nvr.Adoption.Adopted;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Events;

/// <summary>Whom to listen to, and whom to tell.</summary>
public sealed record EventServices
{
    public required IAdoptedDevices Devices { get; init; }

    public required ICameraDirectory Cameras { get; init; }

    public required ICameraEventSink Sink { get; init; }

    public required HealthBoard Health { get; init; }

    public required BoxClock Clock { get; init; }

    public OnvifOptions Onvif { get; init; } = new();

    public EventRules Rules { get; init; } = new();
}
