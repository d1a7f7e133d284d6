namespace Nvr.Adoption.Adopting;

/// <summary>
/// A source of a device with the addresses of its streams, without credentials. <paramref name="Sub"/> is null where there is one stream only,
/// <paramref name="FrameRate"/> (pictures a second of the main stream) where the device does not tell.
/// </summary>
internal sealed record FoundSource(string Token, Uri Main, Uri? Sub, double? FrameRate = null);
