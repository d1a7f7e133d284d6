namespace Nvr.Core.Events;

/// <summary>What a camera says has happened: one vocabulary for all makers. The numbers are stored in the index: never renumber.</summary>
public enum CameraEventKind : byte
{
    /// <summary>Something that the vocabulary has no word for; the raw message and the topic are kept.</summary>
    Other = 0,

    Motion = 1,

    /// <summary>An object crossed a line that was drawn in the picture.</summary>
    LineCrossing = 2,

    /// <summary>An object is inside an area where none should be.</summary>
    Intrusion = 3,

    /// <summary>An object of a class was recognised; which one is in <see cref="CameraEvent.Object"/>.</summary>
    Object = 4,

    /// <summary>The camera was covered, turned, blinded or defocused.</summary>
    Tamper = 5,

    /// <summary>A contact at the camera's own input: a door, a button, a passive infrared sensor.</summary>
    DigitalInput = 6,

    /// <summary>A sound was loud or of a recognised kind.</summary>
    Audio = 7,

    /// <summary>An object stayed in an area for longer than is usual there.</summary>
    Loitering = 8,
}
