using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Search;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;
using Nvr.Web.Search;

namespace Nvr.Web.Api.Routes;

/// <summary>Events by a query in plain words.</summary>
internal sealed class SearchRoutes(SearchDesk desk, IEventReader events, BoxClock clock) : IRoutes
{
    private static readonly QueryParameter[] described =
    [
        ("q", $"What is searched for, in English or German, such as: red car at gate yesterday 18-20; everything when missing; at most {QueryReader.MaxCharacters} characters"),
        QueryParameter.OneOf("lang", "en (default) or de: for meanings and completions; words of both are understood", "en", "de"),
        QueryParameter.Whole("at", "Where the cursor is in q, for completions; at its end when missing"),
        QueryParameter.OneOf("order", "newest (default) or oldest first", "newest", "oldest"),
        QueryParameter.Whole("limit", "Events on a page, 1 to 1000; 100 when missing; 0 for the understanding and completions alone"),
        ("cursor", "'next' of the page before, with the same q and order"),
    ];

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/search", Search)
        .For(Role.Viewer)
        .Says("Events by a query in plain words: how it was understood, what was not, completions, and a page of events", ApiJson.Wire.SearchModel, query: described);

    private Task Search(HttpContext http)
    {
        IQueryCollection query = http.Request.Query;
        string text = (string?)query["q"] ?? "";
        if (text.Length > QueryReader.MaxCharacters)
        {
            throw Invalid($"'q' has at most {QueryReader.MaxCharacters} characters.");
        }
        Caller caller = CallerReader.Of(http);
        SearchScope scope = desk.ScopeFor(caller, Language(query["lang"]));
        SearchReading reading = QueryReader.Read(text, scope);
        IReadOnlyList<Completion> completions = Completer.Complete(text, Cursor(query["at"], text), scope);
        return JsonExchange.WriteAsync(http, SearchModel.Of(text, reading, completions, Find(query, reading, caller)), ApiJson.Wire.SearchModel);
    }

    private EventList Find(IQueryCollection query, SearchReading reading, Caller caller)
    {
        if (!reading.HasMeaning || query["limit"] == "0")
        {
            return new EventList([], null, null);
        }
        EventFilter filter = SearchDesk.FilterOf(reading.Wish, caller) with
        {
            OldestFirst = EventQueryReader.Order(query["order"]),
            Limit = EventQueryReader.Limit(query["limit"]),
            Cursor = string.IsNullOrEmpty(query["cursor"]) ? null : (string?)query["cursor"],
        };
        return EventList.Of(events.ListEvents(filter), clock.WallNow);
    }

    private static SearchLanguage Language(string? word) => word switch
    {
        null or "" or "en" => SearchLanguage.English,
        "de" => SearchLanguage.German,
        _ => throw Invalid("'lang' must be en or de."),
    };

    private static int Cursor(string? text, string query)
    {
        if (string.IsNullOrEmpty(text))
        {
            return query.Length;
        }
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at <= query.Length;
        return valid ? at : throw Invalid("'at' must be a place in 'q'.");
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
