using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>How the box is, and its disks.</summary>
internal sealed class BoxRoutes(IFootageReader footage, VisibleHealth health, BoxClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Health).For(Role.Viewer).Says("How the recorder is, worst first", ApiJson.Wire.HealthModel);
        routes.MapGet("/storage", Storage).For(Role.Operator).Says("Disks, and what each camera keeps on them", ApiJson.Wire.StorageModel);
    }

    private Task Health(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        IReadOnlyList<HealthItem> items = health.For(caller);
        HealthLevel worst = items.Count == 0 ? HealthLevel.Unknown : items[0].Level;
        HealthModel answer = new(
            Words.Of(worst), clock.WallNow.ToString(), [.. items.Select(i => HealthItemModel.Of(i, caller.Role > Role.Viewer))]);
        return JsonExchange.WriteAsync(http, answer, ApiJson.Wire.HealthModel);
    }

    private Task Storage(HttpContext http)
    {
        StorageModel answer = new([.. footage.ListVolumes().Select(VolumeModel.Of)], [.. footage.ListUsage().Select(UsageModel.Of)]);
        return JsonExchange.WriteAsync(http, answer, ApiJson.Wire.StorageModel);
    }
}
