namespace Nvr.Adoption.Adopting;

/// <summary>A source of a device with the addresses of its streams, without credentials. <paramref name="Sub"/> is null where there is one stream only.</summary>
internal sealed record FoundSource(string Token, Uri Main, Uri? Sub);
