using Nvr.Adoption.Diagnosing;
using Nvr.Onvif;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Adopting;

/// <summary>What came of knocking at a device's ONVIF service. Disposing closes the connection.</summary>
internal sealed record OpenedDoor : IDisposable
{
    /// <summary>Whether the device speaks ONVIF at all.</summary>
    public required ServiceAnswer Onvif { get; init; }

    public required SignIn SignIn { get; init; }

    /// <summary>Null where it says nothing without a password.</summary>
    public OnvifCamera? Camera { get; init; }

    /// <summary>What can be recorded; null where it lets nobody in yet.</summary>
    public MediaOffer? Offer { get; init; }

    /// <summary>Whom it let in; null where it asks nobody.</summary>
    public CameraAccount? Account { get; init; }

    public void Dispose() => Camera?.Dispose();
}
