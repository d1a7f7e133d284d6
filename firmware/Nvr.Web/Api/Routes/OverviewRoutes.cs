using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage.Overviews;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What timelines show from afar, of all cameras at once.</summary>
internal sealed class OverviewRoutes(IOverviewReader overviews, ICameraDirectory cameras, BoxClock clock) : IRoutes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    private static QueryParameter[] Described { get; } =
    [
        new("camera", "Id of a camera; several times for several; all that may be seen when missing") { IsList = true },
        QueryParameter.Time("from!", "Start, RFC 3339 with zone"),
        QueryParameter.Time("to!", "End, RFC 3339 with zone"),
        QueryParameter.Whole("cell!", $"Length of a cell in seconds, {CameraOverview.ShortestCellUs / 1_000_000} or more; at most {CameraOverview.MostCells} cells"),
    ];

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/timeline", List)
            .For(Role.Viewer)
            .Says("Footage, motion and events of cameras in cells of equal length, and gaps with their reasons: a month at a glance", ApiJson.Wire.OverviewList, query: Described);

    private Task List(HttpContext http)
    {
        UtcRange range = ApiQuery.Range(http, clock, Longest);
        if (!int.TryParse(http.Request.Query["cell"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            throw new NvrException(ErrorKind.InvalidInput, "'cell' must be a number of seconds.");
        }
        CameraId[] asked = EventQueryReader.Cameras(http.Request.Query["camera"], CallerReader.Of(http)) ?? [.. cameras.List().Select(c => c.Id)];
        OverviewList answer = OverviewList.Of(range, seconds, overviews.ListOverviews([.. asked.Distinct()], range, seconds * 1_000_000L));
        return JsonExchange.WriteAsync(http, answer, ApiJson.Wire.OverviewList);
    }
}
