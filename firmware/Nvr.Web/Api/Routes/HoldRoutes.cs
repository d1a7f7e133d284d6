using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Exports;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Footage that must not be deleted.</summary>
internal sealed partial class HoldRoutes(IFootageReader footage, ICameraDirectory cameras, BoxClock clock, ILogger<HoldRoutes> log) : IRoutes
{
    private const int MaxReason = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/holds", List).For(Role.Operator).Says("Protected footage", ApiJson.Wire.HoldList);
        routes.MapPost("/holds", Add)
            .For(Role.Operator)
            .Says("Protect a camera's footage from being overwritten", ApiJson.Wire.HoldModel, ApiJson.Wire.HoldBody, status: StatusCodes.Status201Created);
        routes.MapDelete("/holds/{holdId}", Remove).For(Role.Operator).Says("End a protection", status: StatusCodes.Status204NoContent);
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private Task List(HttpContext http) =>
        JsonExchange.WriteAsync(http, new HoldList([.. footage.ListHolds().Select(HoldModel.Of)]), ApiJson.Wire.HoldList);

    private async Task Add(HttpContext http)
    {
        HoldBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.HoldBody);
        if (!CameraId.TryParse(body.Camera, out CameraId camera) || (cameras.Find(camera) is null && footage.Extent(camera, StreamKind.Main) is null))
        {
            throw Invalid("'camera' is not the id of a camera.");
        }
        string reason = body.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > MaxReason)
        {
            throw Invalid($"'reason' must have 1 to {MaxReason} characters: whoever finds the footage kept will ask why.");
        }
        UtcRange range = ApiQuery.RangeOf(body.From, body.To, clock, Longest);
        string caller = CallerReader.Of(http).Name;
        FootageHold hold = footage.AddHold(camera, range, reason, caller);
        LogHeld(caller, hold.Id, camera.ToString());
        await JsonExchange.WriteAsync(http, HoldModel.Of(hold), ApiJson.Wire.HoldModel, StatusCodes.Status201Created);
    }

    private Task Remove(HttpContext http)
    {
        if (IsOfExport(http.Request.RouteValues["holdId"] as string))
        {
            throw new NvrException(ErrorKind.Conflict, "This protects the recordings of an export.") { NextStep = "Remove the export instead." };
        }
        bool valid = long.TryParse(http.Request.RouteValues["holdId"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out long id);
        if (!valid || !footage.RemoveHold(id))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such protection.");
        }
        LogReleased(CallerReader.Of(http).Name, id);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private bool IsOfExport(string? id) =>
        footage.ListHolds().Any(h => h.CreatedBy == IExportRoom.HoldOwner && h.Id.ToString(CultureInfo.InvariantCulture) == id);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} protected footage (hold {Hold}) of camera {Camera}")]
    private partial void LogHeld(string user, long hold, string camera);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} ended the protection {Hold}")]
    private partial void LogReleased(string user, long hold);
}
