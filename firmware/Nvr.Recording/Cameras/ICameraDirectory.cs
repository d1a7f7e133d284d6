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

    /// <summary>
    /// Replaces the settings by what <paramref name="change"/> makes of the present ones (without a password, which is kept), with nobody else's change in between. What it throws is thrown, and nothing is changed then.
    /// It is called once, and must not call the directory.
    /// </summary>
    CameraView Change(CameraId id, Func<CameraSettings, CameraSettings> change);

    /// <summary>Stops and forgets the camera. Its footage stays until retention takes it, unless <paramref name="deleteFootage"/>.</summary>
    void Delete(CameraId id, bool deleteFootage);
}
