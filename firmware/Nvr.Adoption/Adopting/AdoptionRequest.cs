using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Adopting;

/// <summary>A person's yes to a device.</summary>
public sealed record AdoptionRequest
{
    /// <summary>How to sign in; null for what the box knows already.</summary>
    public CameraAccount? Account { get; init; }

    /// <summary>The device that is gone and whose cameras this one takes over; null for cameras of its own.</summary>
    public DeviceId? Replaces { get; init; }
}
