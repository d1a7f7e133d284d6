namespace Nvr.Adoption.Healing;

/// <summary>Whether nothing is heard of a device, and since when it is ill: monotonic microseconds.</summary>
internal readonly record struct DeviceSilence(bool IsSilent, long? IllSinceUs);
