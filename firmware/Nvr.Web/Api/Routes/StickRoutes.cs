using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;
using Nvr.Web.Sticks;

namespace Nvr.Web.Api.Routes;

/// <summary>USB keys and the export to them, for everyone who looks after the box; administrators say what the button writes.</summary>
internal sealed partial class StickRoutes(IStickRoom sticks, ICameraDirectory cameras, BoxClock clock, WebOptions options, ILogger<StickRoutes> log) : IRoutes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sticks", Read).For(Role.Operator).Says("USB keys and the export to them", ApiJson.Wire.SticksView);
        routes.MapPost("/sticks/export", Begin).For(Role.Operator)
            .Says("Writes recordings to a USB key, which is then flushed, unmounted and powered off", ApiJson.Wire.SticksView, ApiJson.Wire.StickExportBody, status: StatusCodes.Status202Accepted);
        routes.MapDelete("/sticks/export", Cancel).For(Role.Operator).Says("Ends the export that runs; what was written stays, flagged as incomplete", ApiJson.Wire.SticksView);
        routes.MapPost("/sticks/{stick}/release", Release).For(Role.Operator).Says("Flushes, unmounts and powers off a USB key, so that it can be pulled", ApiJson.Wire.SticksView);
        routes.MapPut("/sticks/button", Change).For(Role.Administrator).Says("What the export button writes", ApiJson.Wire.SticksView, ApiJson.Wire.StickPolicyBody);
        if (options.Simulated)
        {
            routes.MapPost("/sticks/simulated", Plug).For(Role.Administrator)
                .Says("Plugs a USB key into the simulated board", ApiJson.Wire.StickIdModel, ApiJson.Wire.MadeUpStick, status: StatusCodes.Status201Created);
            routes.MapDelete("/sticks/{stick}/simulated", Pull).For(Role.Administrator).Says("Pulls a USB key out of the simulated board", status: StatusCodes.Status204NoContent);
            routes.MapPost("/sticks/{stick}/simulated", Return).For(Role.Administrator)
                .Says("Plugs a USB key that was pulled into the simulated board again", ApiJson.Wire.StickIdModel, status: StatusCodes.Status201Created);
        }
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private static string Of(HttpContext http) => (string)http.Request.RouteValues["stick"]!;

    private Task Read(HttpContext http) => Answer(http, StatusCodes.Status200OK);

    private Task Answer(HttpContext http, int status) => JsonExchange.WriteAsync(http, sticks.Read(), ApiJson.Wire.SticksView, status);

    private async Task Begin(HttpContext http)
    {
        StickExportBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.StickExportBody);
        Caller caller = CallerReader.Of(http);
        UtcRange? range = body is { From: null, To: null } ? null : ApiQuery.RangeOf(body.From, body.To, clock, Longest);
        sticks.Begin(new StickWish(body.Stick, body.Cameras is null ? null : [.. body.Cameras.Select(Known).Distinct()], range), caller.Name);
        LogWanted(caller.Name, range?.ToString() ?? "what the button writes");
        await Answer(http, StatusCodes.Status202Accepted);
    }

    private CameraId Known(string text) =>
        CameraId.TryParse(text, out CameraId id) && cameras.Find(id) is not null ? id : throw Invalid($"'{text}' is not the id of a camera.");

    private async Task Cancel(HttpContext http)
    {
        sticks.Cancel();
        await Answer(http, StatusCodes.Status200OK);
    }

    private async Task Release(HttpContext http)
    {
        await sticks.ReleaseAsync(Of(http), http.RequestAborted);
        await Answer(http, StatusCodes.Status200OK);
    }

    private async Task Change(HttpContext http)
    {
        StickPolicyBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.StickPolicyBody);
        StickPolicy now = sticks.Read().Button;
        sticks.Change(new StickPolicy(body.What ?? now.What, body.Hours ?? now.Hours));
        await Answer(http, StatusCodes.Status200OK);
    }

    private async Task Plug(HttpContext http) =>
        await JsonExchange.WriteAsync(http, new StickIdModel(sticks.Plug(await JsonExchange.ReadAsync(http, ApiJson.Wire.MadeUpStick))), ApiJson.Wire.StickIdModel, StatusCodes.Status201Created);

    private Task Pull(HttpContext http)
    {
        sticks.Pull(Of(http));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Return(HttpContext http) => JsonExchange.WriteAsync(http, new StickIdModel(sticks.Return(Of(http))), ApiJson.Wire.StickIdModel, StatusCodes.Status201Created);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} exports to a USB key: {What}")]
    private partial void LogWanted(string user, string what);
}
