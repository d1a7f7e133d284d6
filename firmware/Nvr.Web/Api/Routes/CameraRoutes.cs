using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Diagnosing;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Talk;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The cameras: their settings for administrators, their state for everybody who may see them.</summary>
internal sealed partial class CameraRoutes(
    ICameraDirectory cameras, ITalkDesk talks, NetworkWatch network, CameraBodyReader reader, ILogger<CameraRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras", List).For(Role.Viewer).Says("The cameras that the caller may see, with their states", ApiJson.Wire.CameraList);
        routes.MapPost("/cameras", Create)
            .For(Role.Administrator)
            .Says("Add a camera", ApiJson.Wire.CameraModel, ApiJson.Wire.CameraBody, status: StatusCodes.Status201Created);
        routes.MapGet("/cameras/{cameraId}", Get).For(Role.Viewer).Says("One camera", ApiJson.Wire.CameraModel);
        routes.MapPut("/cameras/{cameraId}", Update)
            .For(Role.Administrator)
            .Says("Replace a camera's settings; a null password keeps the stored one, unless an address names another device", ApiJson.Wire.CameraModel, ApiJson.Wire.CameraBody);
        routes.MapDelete("/cameras/{cameraId}", Delete)
            .For(Role.Administrator)
            .Says(
                "Forget a camera", status: StatusCodes.Status204NoContent,
                query: [QueryParameter.OneOf("deleteFootage", "true erases its recordings too", "true", "false"), ("confirm", "the camera's name; needed with deleteFootage")]);
    }

    private static NvrException Missing() => new(ErrorKind.NotFound, "There is no such camera.");

    /// <summary>The stored password goes to no other device than the one it was entered for: who may set addresses may still not read passwords.</summary>
    private static void RequirePasswordForAnotherDevice(CameraView stored, CameraSettings settings)
    {
        if (stored.HasPassword && settings.Password is null && Devices(settings).Except(Devices(stored.Settings)).Any())
        {
            throw new NvrException(ErrorKind.InvalidInput, "The address names another device than before. Enter the camera's 'password' again, or an empty one if it has none.");
        }
    }

    private static IEnumerable<(string Host, int Port)> Devices(CameraSettings settings) =>
        new[] { settings.MainUrl, settings.SubUrl }.OfType<Uri>().Select(u => (u.IdnHost.ToUpperInvariant(), u.Port > 0 ? u.Port : u.Scheme == "rtsps" ? 322 : 554));

    private CameraModel Show(CameraView view, Role role) => CameraModel.Of(view, role, talks.CanTalk(view.Id), network);

    private Task List(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        CameraList list = new([.. cameras.List().Where(c => caller.Sees(c.Id)).Select(c => Show(c, caller.Role))]);
        return JsonExchange.WriteAsync(http, list, ApiJson.Wire.CameraList);
    }

    private Task Get(HttpContext http)
    {
        CameraView view = cameras.Find(ApiQuery.Camera(http)) ?? throw Missing();
        return JsonExchange.WriteAsync(http, Show(view, CallerReader.Of(http).Role), ApiJson.Wire.CameraModel);
    }

    private async Task Create(HttpContext http)
    {
        CameraBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.CameraBody);
        CameraSettings settings = await reader.ReadAsync(body, http.RequestAborted);
        CameraView view = cameras.Create(settings);
        AuditNote.Subject(http, view.Settings.Name);
        LogChanged(CallerReader.Of(http).Name, "added", settings.Name);
        http.Response.Headers.Location = $"{http.Request.Path}/{view.Id}";
        await JsonExchange.WriteAsync(http, Show(view, Role.Administrator), ApiJson.Wire.CameraModel, StatusCodes.Status201Created);
    }

    private async Task Update(HttpContext http)
    {
        CameraId id = ApiQuery.Camera(http);
        CameraBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.CameraBody);
        CameraSettings settings = await reader.ReadAsync(body, http.RequestAborted);
        RequirePasswordForAnotherDevice(cameras.Find(id) ?? throw Missing(), settings);
        CameraView view = cameras.Update(id, settings);
        LogChanged(CallerReader.Of(http).Name, "changed", settings.Name);
        await JsonExchange.WriteAsync(http, Show(view, Role.Administrator), ApiJson.Wire.CameraModel);
    }

    private Task Delete(HttpContext http)
    {
        CameraView view = cameras.Find(ApiQuery.Camera(http)) ?? throw Missing();
        bool footageToo = http.Request.Query["deleteFootage"] == "true";
        if (footageToo && http.Request.Query["confirm"] != view.Settings.Name)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"This erases every recording of \"{view.Settings.Name}\". Give that name as 'confirm' to go on.");
        }
        cameras.Delete(view.Id, footageToo);
        LogChanged(CallerReader.Of(http).Name, footageToo ? "deleted with its footage" : "deleted", view.Settings.Name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} {Deed} the camera {Camera}")]
    private partial void LogChanged(string user, string deed, string camera);
}
