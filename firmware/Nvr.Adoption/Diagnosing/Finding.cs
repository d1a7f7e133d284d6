namespace Nvr.Adoption.Diagnosing;

/// <summary>What is the matter with a camera; exactly one at a time, the first cause along the way from the plug to the picture.</summary>
public enum Finding
{
    AllWell,
    NoPower,
    NoLink,
    NoAddress,

    /// <summary>Something has the address, but neither ONVIF nor RTSP answers there.</summary>
    NoService,

    WrongPassword,
    NoFrames,
    UnusableFrames,
    NetworkTooSlow,

    /// <summary>Recorded, but pictures at which playback can begin come rarely, as with a "smart codec".</summary>
    KeyPicturesRare,
}
