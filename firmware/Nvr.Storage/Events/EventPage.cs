using Nvr.Core.Time;

namespace Nvr.Storage.Events;

/// <summary>
/// Some events in the order asked for. <paramref name="Next"/> is the cursor of the page that follows; null when there is none. A page is a bounded piece
/// of work: where little is found in much, <paramref name="LookedUntil"/> says how far it came, and the page that follows goes on there.
/// </summary>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, string? Next, UtcTime? LookedUntil = null);
