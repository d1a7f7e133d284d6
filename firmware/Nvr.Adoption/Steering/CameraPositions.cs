using Nvr.Onvif.Ptz;

namespace Nvr.Adoption.Steering;

/// <summary>Where a camera that can be turned can be sent to. Immutable.</summary>
/// <param name="Presets">The positions that it remembers.</param>
/// <param name="CanSetHome">False for one that says that it has no home, or that it is fixed; one that does not say is tried.</param>
public sealed record CameraPositions(IReadOnlyList<PtzPreset> Presets, bool CanSetHome);
