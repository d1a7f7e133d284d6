namespace Nvr.Adoption.Diagnosing;

/// <summary>
/// What was measured of the way from a camera to the box over the last while. <see cref="LossFraction"/> is 0 to 1, lost of sent packets;
/// <see cref="ExpectedFramesPerSecond"/> is what the camera is set to, null when it does not tell.
/// </summary>
public sealed record NetworkMeasure(double LossFraction, TimeSpan Jitter, double BitsPerSecond, double FramesPerSecond, double? ExpectedFramesPerSecond);
