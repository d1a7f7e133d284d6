using Nvr.Adoption.Adopted;
using Nvr.Board.Poe;
using Nvr.Recording.Cameras;

namespace Nvr.Power.Keeping;

/// <summary>Which devices and cameras hang behind which port, at one moment. Immutable.</summary>
internal sealed class Occupants(IReadOnlyList<AdoptedDevice> devices, ICameraDirectory cameras)
{
    /// <summary>By their MACs; where the port tells none, by the port at which a device was last seen.</summary>
    public IReadOnlyList<AdoptedDevice> DevicesAt(PoePort port) =>
        [.. devices.Where(d => d.Mac is { } mac && port.Macs.Contains(mac) || (port.Macs.Count == 0 && d.Port == port.Name))];

    public IReadOnlyList<CameraView> CamerasAt(PoePort port) => [.. DevicesAt(port).SelectMany(d => d.Cameras).Distinct().Select(cameras.Find).OfType<CameraView>()];
}
