using Nvr.Core.Events;
using Nvr.Search;
using Nvr.Storage.Events;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>A piece of the query, by UTF-16 code units, what it was taken for, and that in words; <paramref name="Guessed"/> when a letter was wrong.</summary>
internal sealed record UnderstoodModel(int Start, int End, string Text, [property: OneOf(typeof(UnderstoodAs))] string As, string Meaning, bool Guessed);

/// <summary>A piece of the query that was not understood and restricts nothing; <paramref name="Reason"/> where there is more to say.</summary>
internal sealed record NotUnderstoodModel(int Start, int End, string Text, string? Reason);

/// <summary>Put <paramref name="Text"/> in place of the query's [start, end).</summary>
internal sealed record CompletionModel(int Start, int End, string Text, [property: OneOf(typeof(UnderstoodAs))] string As);

internal sealed record TimeRangeModel(string From, string To);

/// <summary>What is searched for, in the words of <c>/events</c>; of each list one must hold, what is empty or null does not restrict. Sizes are percent of the picture.</summary>
internal sealed record SearchFilterModel(
    IReadOnlyList<string> Cameras, IReadOnlyList<string> Zones, [property: OneOf(typeof(CameraEventKind))] IReadOnlyList<string> Kinds, [property: OneOf(typeof(ObjectClass))] IReadOnlyList<string> Objects,
    [property: OneOf(typeof(ObjectColours))] IReadOnlyList<string> Colours, [property: OneOf(typeof(MoveDirection))] IReadOnlyList<string> Directions,
    [property: OneOf(typeof(EventOrigin))] IReadOnlyList<string> Sources, double? MinSize, double? MaxSize, double? MinSeconds, double? MaxSeconds, double? MinConfidence,
    IReadOnlyList<TimeRangeModel> Times)
{
    public static SearchFilterModel Of(SearchWish wish) => new(
        [.. wish.Cameras.Select(c => c.ToString())], wish.Zones, [.. wish.Kinds.Select(EventWords.Of)], [.. wish.Objects.Select(EventWords.Of)],
        [.. EventWords.Each(wish.Colours).Select(EventWords.Of)], [.. wish.Directions.Select(EventWords.Of)],
        [.. wish.Sources.Select(s => s == SearchSource.Recorder ? EventWords.Of(EventOrigin.Recorder) : EventWords.Of(EventOrigin.Camera))],
        wish.MinArea * 100, wish.MaxArea * 100, wish.MinDurationUs / 1e6, wish.MaxDurationUs / 1e6, wish.MinConfidence,
        [.. wish.Ranges.Select(r => new TimeRangeModel(r.Start.ToString(), r.End.ToString()))]);
}

/// <summary>A query, how it was understood, and a page of what it finds; no events when nothing of it was understood, or none were asked for.</summary>
internal sealed record SearchModel(
    string Query, IReadOnlyList<UnderstoodModel> Understood, IReadOnlyList<NotUnderstoodModel> NotUnderstood, SearchFilterModel Filter,
    IReadOnlyList<CompletionModel> Completions, IReadOnlyList<EventModel> Events, string? Next, string? LookedUntil)
{
    public static SearchModel Of(string query, SearchReading reading, IReadOnlyList<Completion> completions, EventList found) => new(
        query,
        [.. reading.Understood.Select(u => new UnderstoodModel(u.Start, u.End, query[u.Start..u.End], Word(u.As), u.Meaning, u.IsGuess))],
        [.. reading.NotUnderstood.Select(n => new NotUnderstoodModel(n.Start, n.End, query[n.Start..n.End], n.Reason))],
        SearchFilterModel.Of(reading.Wish),
        [.. completions.Select(c => new CompletionModel(c.Start, c.End, c.Text, Word(c.As)))],
        found.Events, found.Next, found.LookedUntil);

    /// <summary>Of a piece of a query, what it was taken for.</summary>
    public static string Word(UnderstoodAs what) => what switch
    {
        UnderstoodAs.Camera => "camera",
        UnderstoodAs.Zone => "zone",
        UnderstoodAs.Kind => "kind",
        UnderstoodAs.Object => "object",
        UnderstoodAs.Colour => "colour",
        UnderstoodAs.Direction => "direction",
        UnderstoodAs.Size => "size",
        UnderstoodAs.Duration => "duration",
        UnderstoodAs.Confidence => "confidence",
        UnderstoodAs.Source => "source",
        UnderstoodAs.Day => "day",
        UnderstoodAs.Time => "time",
        _ => "filler",
    };
}
