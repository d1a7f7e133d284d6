using Nvr.Core.Time;

namespace Nvr.Onvif.Metadata;

/// <summary>What a camera saw in one picture. <paramref name="CameraTime"/> is by the camera's own clock, uncorrected.</summary>
public sealed record AnalyticsFrame(UtcTime CameraTime, string? Source, IReadOnlyList<AnalyticsObject> Objects);
