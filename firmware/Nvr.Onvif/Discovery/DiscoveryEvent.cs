namespace Nvr.Onvif.Discovery;

/// <summary>One piece of news from discovery.</summary>
public sealed record DiscoveryEvent(DiscoveryChange Change, DiscoveredDevice Device);
