using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What people did.</summary>
internal sealed class AuditRoutes(AuditBook book) : IRoutes
{
    private const int UsualLimit = 100;
    private const int MostLimit = 1000;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", List)
            .For(Role.Administrator)
            .Says("What people changed and took along, and who was refused; the newest first", ApiJson.Wire.AuditList, query: [QueryParameter.Time("before", "Only what was done before, RFC 3339 with zone: 'next' of the page before"), QueryParameter.Whole("limit", "Lines on a page, 1 to 1000; 100 when missing")]);

    private Task List(HttpContext http)
    {
        int limit = LimitOf(http);
        string? before = http.Request.Query["before"];
        UtcTime until = UtcTime.From(DateTimeOffset.MaxValue);
        if (before is not null && !UtcTime.TryParse(before, out until))
        {
            throw new NvrException(ErrorKind.InvalidInput, "'before' must be a time such as 2026-11-23T21:40:05Z.");
        }
        AuditEntryModel[] found = [.. book.List(until.ToDateTimeOffset(), limit).Select(AuditEntryModel.Of)];
        return JsonExchange.WriteAsync(http, new AuditList(found, found.Length == limit ? found[^1].Time : null), ApiJson.Wire.AuditList);
    }

    private static int LimitOf(HttpContext http)
    {
        string? text = http.Request.Query["limit"];
        return text is null ? UsualLimit
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= MostLimit ? limit
            : throw new NvrException(ErrorKind.InvalidInput, $"'limit' must be between 1 and {MostLimit}.");
    }
}
