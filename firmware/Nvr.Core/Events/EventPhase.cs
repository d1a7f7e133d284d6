namespace Nvr.Core.Events;

/// <summary>Where in the life of an event a message stands. The numbers are stored in the index: never renumber.</summary>
public enum EventPhase : byte
{
    /// <summary>It happened; the camera reports no end.</summary>
    Pulse = 0,

    /// <summary>It goes on from now.</summary>
    Start = 1,

    /// <summary>It is over. Cameras also send this for what never began: their state as it is when one begins to listen.</summary>
    End = 2,
}
