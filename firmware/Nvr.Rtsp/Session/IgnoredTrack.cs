namespace Nvr.Rtsp.Session;

/// <summary>A track that the camera offers and that is not recorded, and why, in words for the user.</summary>
public sealed record IgnoredTrack(string Name, string Reason);
