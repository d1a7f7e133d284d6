using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>When there is footage, and why there is none.</summary>
internal sealed class RecordingRoutes(IFootageReader footage, BoxClock clock) : IRoutes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{cameraId}/recordings", List)
            .For(Role.Viewer)
            .Says("Spans with footage, and gaps with their reasons", ApiJson.Wire.RecordingsModel, query: RangeQuery.Described);

    private Task List(HttpContext http)
    {
        CameraId camera = ApiQuery.Camera(http);
        StreamKind stream = ApiQuery.Stream(http);
        UtcRange range = ApiQuery.Range(http, clock, Longest);
        UtcRange? extent = footage.Extent(camera, stream);
        RecordingsModel answer = new(
            range.Start.ToString(), range.End.ToString(), extent?.Start.ToString(), extent?.End.ToString(),
            [.. footage.ListSpans(camera, stream, range).Select(s => new SpanModel(s.Range.Start.ToString(), s.Range.End.ToString(), s.Bytes, s.IsBackfilled))],
            [.. footage.ListGaps(camera, stream, range).Select(GapModel.Of)]);
        return JsonExchange.WriteAsync(http, answer, ApiJson.Wire.RecordingsModel);
    }
}
