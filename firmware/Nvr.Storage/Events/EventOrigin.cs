namespace Nvr.Storage.Events;

/// <summary>Who found out about an event. The numbers are stored in the index: never renumber.</summary>
public enum EventOrigin : byte
{
    /// <summary>The camera itself.</summary>
    Camera = 0,

    /// <summary>The recorder, from the camera's pictures or state.</summary>
    Recorder = 1,
}
