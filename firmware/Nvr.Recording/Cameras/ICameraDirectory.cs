using Nvr.Core;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Cameras;

/// <summary>
/// The cameras of this box. Thread-safe. Changes are on disk before a call returns. Failures are <see cref="NvrException"/>: InvalidInput with
/// a sentence about the field, Conflict for a name in use, NotFound.
/// </summary>
public interface ICameraDirectory
{
    /// <summary>Bytes that the thread which reads the cameras has allocated since the start; in steady state next to none.</summary>
    long ReaderAllocatedBytes => 0;

    /// <summary>What the search for motion did since the start.</summary>
    WatchFigures Watched => WatchFigures.None;

    IReadOnlyList<CameraView> List();

    /// <summary>The state of each camera's main stream, Disabled where the camera is switched off: for those that ask every second.</summary>
    IReadOnlyList<CameraMoment> MainStates();

    CameraView? Find(CameraId id);

    CameraView Create(CameraSettings settings);

    /// <summary>Replaces the settings; a null password keeps the stored one, an empty one removes it.</summary>
    CameraView Update(CameraId id, CameraSettings settings);

    /// <summary>Stops and forgets the camera. Its footage stays until retention takes it, unless <paramref name="deleteFootage"/>.</summary>
    void Delete(CameraId id, bool deleteFootage);
}
