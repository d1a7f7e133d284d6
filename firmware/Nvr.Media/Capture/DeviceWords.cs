using Nvr.Core;

namespace Nvr.Media.Capture;

/// <summary>What to say, and what to do, when a video device gives no pictures. Pure.</summary>
internal static class DeviceWords
{
    // Numbers of errors, the same on every Linux (asm-generic/errno-base.h).
    private const int NoSuchFile = 2;
    private const int NoSuchAddress = 6;
    private const int AccessDenied = 13;
    private const int Busy = 16;
    private const int NoSuchDevice = 19;

    /// <param name="path">The device.</param>
    /// <param name="error">The system's error number, positive.</param>
    /// <param name="detail">What FFmpeg said, where it was asked.</param>
    public static NvrException CannotOpen(string path, int error, string? detail) => error switch
    {
        NoSuchFile or NoSuchAddress or NoSuchDevice => new NvrException(ErrorKind.NotFound, $"There is no video device {path} in this box.")
        {
            NextStep = "Plug the capture card in, or choose another video device.",
        },
        Busy => new NvrException(ErrorKind.Refused, $"The video device {path} is in use by another camera or program.")
        {
            NextStep = "Remove the other camera with this device, or close the program that uses it.",
        },
        AccessDenied => new NvrException(ErrorKind.Refused, $"The recorder may not use the video device {path}.")
        {
            NextStep = "Put the recorder's user into the group video, then restart the recorder.",
        },
        _ => new NvrException(ErrorKind.NotFound, $"The video device {path} cannot be read. ({detail ?? $"error {error}"})")
        {
            NextStep = "Unplug the capture card and plug it in again. If that does not help, choose another video device.",
        },
    };

    public static NvrException NoPicture() => new(ErrorKind.Unreachable, "There is no picture on this input of the capture card.")
    {
        NextStep = "Check the camera's power and its cable to the capture card.",
    };

    public static NvrException Stopped(string detail) => new(ErrorKind.Unreachable, $"The video device stopped sending pictures. ({detail})")
    {
        NextStep = "Check that the capture card is still plugged in.",
    };
}
