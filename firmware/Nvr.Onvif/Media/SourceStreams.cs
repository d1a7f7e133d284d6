namespace Nvr.Onvif.Media;

/// <summary>What to record of one source. <paramref name="Sub"/> is null where the camera has only one usable stream.</summary>
public sealed record SourceStreams(string SourceToken, MediaProfile Main, MediaProfile? Sub);
