using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api;

/// <summary>Reads which events are asked for. A viewer who names no camera asks for its own; one that it may not see counts as one that does not exist.</summary>
internal static class EventQueryReader
{
    private const int MaxZone = 100;
    private const double MaxSeconds = 1e9;

    private static readonly ObjectColours[] colours = [.. Enum.GetValues<ObjectColours>().Where(c => c != ObjectColours.None)];

    /// <summary>What restricts, for a list and for a stream.</summary>
    public static QueryParameter[] Restrictions { get; } =
    [
        new("camera", "Id of a camera; several times for several; all that may be seen when missing") { IsList = true },
        AnyOf("kind", "What happened; several times for several", typeof(CameraEventKind)),
        AnyOf("object", "Who or what it was; several times for several", typeof(ObjectClass)),
        ("zone", "Part of the zone's name"),
        AnyOf("colour", "Several times for any of several", typeof(ObjectColours)),
        AnyOf("direction", "Where it moved; several times for several", typeof(MoveDirection)),
        AnyOf("source", "Who found out; several times for several", typeof(EventOrigin)),
        QueryParameter.Number("minSize", "Least size of the box, percent of the picture"),
        QueryParameter.Number("maxSize", "Greatest size of the box, percent of the picture"),
        QueryParameter.Number("minSeconds", "Least duration; what goes on lasts until now"),
        QueryParameter.Number("maxSeconds", "Greatest duration"),
        QueryParameter.Number("minConfidence", "Least confidence, 0 to 1"),
    ];

    public static QueryParameter[] Described { get; } =
    [
        .. Restrictions,
        QueryParameter.Time("from", "Events that touch the time from here on, RFC 3339 with zone"),
        QueryParameter.Time("to", "Events that began before, RFC 3339 with zone"),
        QueryParameter.OneOf("order", "newest (default) or oldest first", "newest", "oldest"),
        QueryParameter.Whole("limit", "Events on a page, 1 to 1000; 100 when missing"),
        ("cursor", "'next' of the page before"),
    ];

    public static EventFilter Read(HttpContext http)
    {
        IQueryCollection query = http.Request.Query;
        string? zone = query["zone"];
        return new EventFilter
        {
            Cameras = Cameras(query["camera"], CallerReader.Of(http)),
            Range = Range(query["from"], query["to"]),
            Kinds = Several(query["kind"], "kind", EventWords.Of, Enum.GetValues<CameraEventKind>()),
            Objects = Several(query["object"], "object", EventWords.Of, Enum.GetValues<ObjectClass>()),
            Colours = Several(query["colour"], "colour", EventWords.Of, colours)?.Aggregate((a, b) => a | b) ?? ObjectColours.None,
            Directions = Several(query["direction"], "direction", EventWords.Of, Enum.GetValues<MoveDirection>()),
            Origins = Several(query["source"], "source", EventWords.Of, Enum.GetValues<EventOrigin>()),
            MinArea = Number(query["minSize"], "minSize", 100) / 100,
            MaxArea = Number(query["maxSize"], "maxSize", 100) / 100,
            MinDurationUs = (long?)(Number(query["minSeconds"], "minSeconds", MaxSeconds) * 1e6),
            MaxDurationUs = (long?)(Number(query["maxSeconds"], "maxSeconds", MaxSeconds) * 1e6),
            MinConfidence = Number(query["minConfidence"], "minConfidence", 1),
            Zone = zone is { Length: > MaxZone } ? throw Invalid($"'zone' has at most {MaxZone} characters.") : zone,
            OldestFirst = Order(query["order"]),
            Limit = Limit(query["limit"]),
            Cursor = string.IsNullOrEmpty(query["cursor"]) ? null : (string?)query["cursor"],
        };
    }

    private static QueryParameter AnyOf(string name, string meaning, Type values) => QueryParameter.OneOf(name, meaning, WordLists.Of(values)) with { IsList = true };

    /// <summary>The cameras that a caller may see; null for all.</summary>
    public static CameraId[]? CamerasOf(Caller caller) =>
        caller.Role > Role.Viewer ? null : [.. caller.Account.Cameras.Select(c => CameraId.TryParse(c, out CameraId id) ? id : default)];

    public static int Limit(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 100;
        }
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= EventFilter.MaxLimit;
        return valid ? limit : throw Invalid($"'limit' must be between 1 and {EventFilter.MaxLimit}.");
    }

    /// <summary>The cameras that are named; without a name all that the caller may see, null for all that there are.</summary>
    public static CameraId[]? Cameras(StringValues asked, Caller caller)
    {
        if (asked.Count == 0)
        {
            return CamerasOf(caller);
        }
        return [.. asked.Select(text => CameraId.TryParse(text, out CameraId id) && caller.Sees(id)
            ? id
            : throw new NvrException(ErrorKind.NotFound, "There is no such camera."))];
    }

    private static UtcRange? Range(string? from, string? to)
    {
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
        {
            return null;
        }
        UtcTime start = string.IsNullOrEmpty(from) ? new UtcTime(0) : ApiQuery.Time(from, "from");
        UtcTime end = string.IsNullOrEmpty(to) ? UtcTime.From(DateTimeOffset.MaxValue) : ApiQuery.Time(to, "to");
        return start < end ? new UtcRange(start, end) : throw Invalid("'from' must be before 'to'.");
    }

    private static T[]? Several<T>(StringValues asked, string field, Func<T, string> word, T[] all)
        where T : struct
    {
        T One(string? text) => all.Where(value => word(value) == text).Select(value => (T?)value).FirstOrDefault()
            ?? throw Invalid($"'{field}' must be one of {string.Join(", ", all.Select(word))}.");

        return asked.Count == 0 ? null : [.. asked.Select(One)];
    }

    public static bool Order(string? word) => word switch
    {
        null or "" or "newest" => false,
        "oldest" => true,
        _ => throw Invalid("'order' must be newest or oldest."),
    };

    private static double? Number(string? text, string field, double most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value <= most;
        return valid ? value : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"'{field}' must be a number from 0 to {most:0}."));
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
