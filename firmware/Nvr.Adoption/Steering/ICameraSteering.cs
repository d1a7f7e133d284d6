using Nvr.Core;
using Nvr.Onvif.Ptz;

namespace Nvr.Adoption.Steering;

/// <summary>
/// Turns and zooms cameras. Thread-safe. Failures are <see cref="NvrException"/>: Unsupported for a camera that cannot be turned or that the box cannot speak to, NotFound for a position that it does
/// not remember, Conflict, InvalidInput and Exhausted for one that it does not take in, and whatever comes of the network.
/// </summary>
public interface ICameraSteering
{
    Task<CameraPositions> PositionsAsync(CameraId camera, CancellationToken cancellation);

    /// <summary>
    /// Moves for at most <see cref="CameraSteering.MoveLimit"/>: whoever goes on steering says so again before. Speeds from -1 to 1: right, up and nearer are positive. All three zero stops.
    /// </summary>
    Task MoveAsync(CameraId camera, double pan, double tilt, double zoom, CancellationToken cancellation);

    /// <summary>To a remembered position; null is the camera's home.</summary>
    Task GoToAsync(CameraId camera, string? preset, CancellationToken cancellation);

    /// <summary>Where the camera looks now is remembered under a name that it has for no other position: as a new one, or in place of <paramref name="replaced"/>, whose name that becomes.</summary>
    Task<PtzPreset> SaveAsync(CameraId camera, string name, string? replaced, CancellationToken cancellation);

    /// <summary>The camera forgets a position; what it was called, for the record.</summary>
    Task<PtzPreset> RemoveAsync(CameraId camera, string preset, CancellationToken cancellation);

    /// <summary>Where the camera looks now becomes its home.</summary>
    Task SetHomeAsync(CameraId camera, CancellationToken cancellation);
}
