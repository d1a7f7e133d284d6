using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Adoption.Trying;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;
using Nvr.Web.Problems;

namespace Nvr.Web.Api.Routes;

/// <summary>Trying an address while it is typed. The box asks on behalf of a browser, so it asks seldom: neither a camera nor a network is to be stormed through it.</summary>
internal sealed class TrialRoutes(ICameraTrial trial, TrialBodyReader reader, ICameraDirectory cameras, AttemptLimiter limiter) : IRoutes
{
    // In five minutes. Somebody who types slowly asks some ten times for one camera.
    private const int PerPerson = 150;
    private const int PerHost = 40;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cameras/trial", Try)
            .For(Role.Administrator)
            .Says("Ask what is at an address, and say why nothing comes of it; nothing is kept", ApiJson.Wire.TrialModel, ApiJson.Wire.TrialBody)
            .Unaudited("it is asked while somebody types, and nothing is kept");

    private async Task Try(HttpContext http)
    {
        TrialRequest request = await reader.ReadAsync(await JsonExchange.ReadAsync(http, ApiJson.Wire.TrialBody), http.RequestAborted);
        if (!limiter.TryTake(out TimeSpan? wait, ($"trial by {CallerReader.Of(http).Account.Id}", PerPerson), ($"trial at {request.Address.IdnHost}", PerHost)))
        {
            await ProblemWriter.WriteTooManyAsync(http, wait.Value, "Too many addresses were tried. Wait a few minutes, then try again.");
            return;
        }
        TrialReport report = await trial.TryAsync(request, http.RequestAborted);
        Uri sought = report.MainUrl ?? request.Address;
        string? known = cameras.List().FirstOrDefault(c => c.Settings.MainUrl == sought)?.Settings.Name;
        await JsonExchange.WriteAsync(http, TrialModel.Of(report, known), ApiJson.Wire.TrialModel);
    }
}
