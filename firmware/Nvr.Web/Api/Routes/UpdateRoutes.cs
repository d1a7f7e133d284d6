using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.Cargo;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Signed updates that are sent to the box, or fetched by it, the system that runs, and a new start of it. How their installation goes is told with what USB keys bring, under <c>/cargo</c>.</summary>
internal sealed partial class UpdateRoutes(IUpdateRoom updates, ISystemRoom system, ILogger<UpdateRoutes> log) : IRoutes
{
    private const string Plain = "application/octet-stream";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/update", Read).For(Role.Administrator).Says("The system that runs, the last update, and one that is being fetched", ApiJson.Wire.BoxUpdateModel);
        routes.MapPost("/box/update/fetched", Fetch).For(Role.Administrator)
            .Says("Fetch a signed update from a server: its https address. GET tells how it goes; then it lies here as one that was sent", ApiJson.Wire.BoxUpdateModel, ApiJson.Wire.FetchBody, status: StatusCodes.Status202Accepted);
        routes.MapDelete("/box/update/fetched", CancelFetch).For(Role.Administrator).Says("Stop fetching an update", status: StatusCodes.Status204NoContent);
        routes.MapPost("/box/update/seen", Acknowledge).For(Role.Administrator).Says("Take note of how the last update ended", ApiJson.Wire.BoxUpdateModel);
        routes.MapPost("/box/restart", Restart).For(Role.Administrator).Says("Restart the recorder: cameras are not recorded until it is back", status: StatusCodes.Status202Accepted);
        routes.MapPut("/box/update/sent", Take).For(Role.Administrator).Says("Send a signed update, as application/octet-stream with its length", ApiJson.Wire.SentUpdate);
        routes.MapPost("/box/update/sent/install", Install).For(Role.Administrator)
            .Says("Install the update that was sent; 'confirm' is its version. /cargo tells how it goes", body: ApiJson.Wire.ConfirmBody, status: StatusCodes.Status202Accepted);
        routes.MapDelete("/box/update/sent", Drop).For(Role.Administrator).Says("Forget the update that was sent", status: StatusCodes.Status204NoContent);
    }

    private Task Read(HttpContext http) => Answer(http, StatusCodes.Status200OK);

    private Task Answer(HttpContext http, int status) => JsonExchange.WriteAsync(http, new BoxUpdateModel(system.Read(), updates.Fetch), ApiJson.Wire.BoxUpdateModel, status);

    private async Task Fetch(HttpContext http)
    {
        updates.BeginFetch((await JsonExchange.ReadAsync(http, ApiJson.Wire.FetchBody)).Address);
        AuditNote.Subject(http, updates.Fetch?.Host ?? "");
        await Answer(http, StatusCodes.Status202Accepted);
    }

    private Task CancelFetch(HttpContext http)
    {
        updates.CancelFetch();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Acknowledge(HttpContext http)
    {
        system.Acknowledge();
        return Answer(http, StatusCodes.Status200OK);
    }

    private async Task Restart(HttpContext http)
    {
        LogRestarts(CallerReader.Of(http).Name);
        await system.RestartAsync(CancellationToken.None);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        // Written down, and answered, before the program ends.
        await http.Response.StartAsync(CancellationToken.None);
    }

    private async Task Take(HttpContext http)
    {
        if (http.Request.ContentType != Plain)
        {
            throw new BadHttpRequestException($"An update is sent as {Plain}.", StatusCodes.Status415UnsupportedMediaType);
        }
        // Room is looked for before anything is read.
        long length = http.Request.ContentLength ?? throw new BadHttpRequestException("An update is sent with its length (Content-Length).", StatusCodes.Status411LengthRequired);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
        SentUpdate sent = await updates.TakeAsync(http.Request.Body, length, http.RequestAborted);
        AuditNote.Subject(http, sent.Version);
        await JsonExchange.WriteAsync(http, sent, ApiJson.Wire.SentUpdate);
    }

    private async Task Install(HttpContext http)
    {
        string? version = (await JsonExchange.ReadAsync(http, ApiJson.Wire.ConfirmBody)).Confirm;
        await updates.InstallAsync(version, CancellationToken.None);
        AuditNote.Subject(http, version ?? "");
        LogInstalls(CallerReader.Of(http).Name, version ?? "");
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private Task Drop(HttpContext http)
    {
        updates.Drop();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} restarts the recorder")]
    private partial void LogRestarts(string user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} has the update to {Version} installed that was sent")]
    private partial void LogInstalls(string user, string version);
}
