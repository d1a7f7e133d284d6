namespace Nvr.Onvif.Media;

/// <summary>A media service that works, and what it lists.</summary>
public sealed record MediaOffer(IMediaClient Media, IReadOnlyList<MediaProfile> Profiles);
