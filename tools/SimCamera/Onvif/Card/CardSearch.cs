using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Card;

/// <summary>One search on a card: the sources whose recordings it looks at, and for events between which true moments. Immutable.</summary>
internal sealed record CardSearch(IReadOnlyList<MediaSource> Sources, DateTimeOffset From, DateTimeOffset To);
