namespace Nvr.Network.Services;

/// <summary>Left by the recorder when the settings have changed; the id comes back in the answer.</summary>
public sealed record ServicesWishFile(string Id);
