namespace Nvr.Recording.Captured;

/// <summary>What a person can do about an analog camera where the capture process did not say it: it has no address and no password.</summary>
internal static class CaptureSteps
{
    public const string IfItLasts = "The recorder tries again by itself. If this lasts, unplug the capture card and plug it in again.";

    public const string Plug = "Plug the capture card in, or choose another video device.";

    public const string Cable = "Check the camera's power and its cable to the capture card.";
}
