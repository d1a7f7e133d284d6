using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Box;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>How far the first visit is, for every browser alike.</summary>
internal sealed class FirstVisitRoutes(FirstVisit visit, SetUpProgress progress) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/set-up", Read).For(Role.Administrator).Says("The steps of the first visit, and which is next", ApiJson.Wire.SetUpProgressModel);
        routes.MapPut("/box/set-up", End).For(Role.Administrator).Says("End the first visit, or open it again", ApiJson.Wire.SetUpProgressModel, ApiJson.Wire.SetUpEndBody);
        routes.MapPut("/box/set-up/{step}", Pass).For(Role.Administrator)
            .Says("Note that somebody went on from a step: box, disks, cameras or sheet", ApiJson.Wire.SetUpProgressModel, ApiJson.Wire.SetUpStepBody);
    }

    private Task Read(HttpContext http) => JsonExchange.WriteAsync(
        http,
        new SetUpProgressModel(progress.IsOver, progress.Next is { } next ? SetUpWords.Of(next) : null, [.. SetUpProgress.Steps.Select(Model)]),
        ApiJson.Wire.SetUpProgressModel);

    private SetUpStepModel Model(SetUpStep step) => new(SetUpWords.Of(step), progress.IsDone(step) ? "done" : visit.HasPassed(step) ? "passed" : "open");

    private async Task End(HttpContext http)
    {
        visit.End((await JsonExchange.ReadAsync(http, ApiJson.Wire.SetUpEndBody)).IsOver);
        await Read(http);
    }

    private async Task Pass(HttpContext http)
    {
        SetUpStep step = SetUpWords.StepOf(http.Request.RouteValues["step"] as string) ?? throw new NvrException(ErrorKind.NotFound, "There is no such step.");
        visit.Pass(step, (await JsonExchange.ReadAsync(http, ApiJson.Wire.SetUpStepBody)).Passed);
        await Read(http);
    }
}
