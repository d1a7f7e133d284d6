namespace Nvr.Onvif.Events;

/// <summary>A name and a value in an ONVIF message.</summary>
public sealed record SimpleItem(string Name, string Value);
