namespace Nvr.Web.Cargo;

/// <summary>An update that was sent, its signature found right. Immutable.</summary>
public sealed record SentUpdate(string Version, long Bytes);
