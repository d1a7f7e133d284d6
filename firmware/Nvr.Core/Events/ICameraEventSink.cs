namespace Nvr.Core.Events;

/// <summary>
/// Takes what cameras tell, after it was matched: no start of what goes on already, no end of what never began. Called from any thread, for
/// one camera by one at a time, in the order of the camera's messages; returns at once and does not fail: who stores, queues and counts what
/// it must drop.
/// </summary>
public interface ICameraEventSink
{
    /// <summary>
    /// Something began, ended, or happened. An initial start (<see cref="CameraEvent.IsInitial"/>) is the state as it was found and no news:
    /// it is to be known, and to alarm nobody.
    /// </summary>
    void OnEvent(CameraId camera, CameraEvent message);

    /// <summary>The camera is not heard any longer: of what goes on there the end will not be told. What goes on still when it is heard again, begins anew as initial.</summary>
    void OnInterrupted(CameraId camera);
}
