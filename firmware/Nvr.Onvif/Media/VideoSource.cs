namespace Nvr.Onvif.Media;

/// <summary>One sensor or analog input of a device; each becomes a camera. Sizes in pixels, 0 where unknown.</summary>
public sealed record VideoSource(string Token, int Width, int Height, double FrameRate);
