using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Recording.Cameras;
using Nvr.Storage;

namespace Nvr.Adoption.Backfill;

/// <summary>A hole of a camera, and the device that may have what belongs there. Immutable.</summary>
internal sealed record BackfillTask(AdoptedDevice Device, DeviceSource Source, CameraView Camera, FootageHole Hole)
{
    /// <summary>A hole is filled from its beginning: it keeps its end as it shrinks.</summary>
    public HoleKey Key => new(Camera.Id, Hole.BootId, Hole.EndMonotonicUs);
}
