namespace Nvr.Onvif.Media;

/// <summary>One setting that differs between before and after, in words for the user.</summary>
public sealed record SettingChange(string Setting, string From, string To);
