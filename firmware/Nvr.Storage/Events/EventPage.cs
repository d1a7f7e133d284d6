namespace Nvr.Storage.Events;

/// <summary>Some events in the order asked for. <paramref name="Next"/> is the cursor of the page that follows; null when there is none.</summary>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, string? Next);
