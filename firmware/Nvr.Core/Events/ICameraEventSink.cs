namespace Nvr.Core.Events;

/// <summary>
/// Takes what cameras tell. Called from any thread, for one camera by one at a time, in the order of the camera's messages; returns at once
/// and does not fail: who stores, queues and counts what it must drop.
/// </summary>
public interface ICameraEventSink
{
    /// <summary>Something began; it is complete already when it only happens at a moment.</summary>
    void OnBegan(CameraOccurrence occurrence);

    /// <summary>The same thing, now with its end.</summary>
    void OnEnded(CameraOccurrence occurrence);
}
