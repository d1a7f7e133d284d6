using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>What a query is read against: the names that may be known to whoever asks, and the box's time. Immutable.</summary>
public sealed record SearchScope(IReadOnlyList<Place> Places, UtcTime Now, TimeZoneInfo Zone, SearchLanguage Language = SearchLanguage.English);
