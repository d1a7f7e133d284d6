namespace Nvr.Storage.Events.Search;

/// <summary>
/// What a search in one boot of one index came to. <paramref name="LookedUs"/> is null when it came through; else everything that starts from there on
/// (the newest first) or before (the oldest first) has been looked at, and nothing else.
/// </summary>
internal sealed record SearchFind(List<EventRow> Rows, long? LookedUs);
