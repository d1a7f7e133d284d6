namespace Nvr.Storage.Events;

/// <summary>How an event came to its end. The numbers are stored in the index: never renumber.</summary>
public enum EventClosing : byte
{
    /// <summary>It goes on.</summary>
    Open = 0,

    /// <summary>The camera said so, or it was one moment.</summary>
    Reported = 1,

    /// <summary>
    /// Nobody could hear the camera any longer (the recorder stopped, the camera was lost): the end is the last moment at which the event was known
    /// to go on. It goes on again when the camera, once heard again, says so.
    /// </summary>
    Interrupted = 2,
}
