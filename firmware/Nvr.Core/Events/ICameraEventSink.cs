namespace Nvr.Core.Events;

/// <summary>
/// Takes what cameras tell, after it was matched: no start of what goes on already, no end of what never began. Thread-safe; what one camera
/// tells comes in its order, what the recorder itself has to say of it in between. Returns at once and does not fail: who stores, queues and
/// counts what it must drop.
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
