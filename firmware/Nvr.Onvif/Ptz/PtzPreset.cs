namespace Nvr.Onvif.Ptz;

/// <summary>A position that a camera remembers.</summary>
public sealed record PtzPreset(string Token, string Name);
