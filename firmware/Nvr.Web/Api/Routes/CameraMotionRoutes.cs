using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Watching;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>
/// What is decided about motion in one camera's pictures, apart from its other settings. The answer's entity tag stands for the settings: who sends it back as If-Match overwrites nothing that somebody else decided meanwhile.
/// </summary>
internal sealed partial class CameraMotionRoutes(ICameraDirectory cameras, WatchOutlook outlook, ILogger<CameraMotionRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{cameraId}/motion", Get)
            .For(Role.Administrator)
            .Says("What is decided about motion in a camera's pictures, and whether they are looked at; the header ETag stands for the settings", ApiJson.Wire.CameraMotionModel);
        routes.MapPut("/cameras/{cameraId}/motion", Replace)
            .For(Role.Administrator)
            .Says(
                "Decide about motion in a camera's pictures. With the header If-Match only if nobody decided otherwise meanwhile; 412 else", ApiJson.Wire.CameraMotionModel, ApiJson.Wire.MotionBody);
    }

    private static NvrException Missing() => new(ErrorKind.NotFound, "There is no such camera.");

    private static string TagOf(CameraSettings settings) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ModelOf(settings), ApiJson.Wire.MotionModel)))[..16];

    private static MotionModel ModelOf(CameraSettings settings) => MotionModel.Of(settings.Motion ?? MotionSettings.Usual);

    private Task Get(HttpContext http) => Show(http, cameras.Find(ApiQuery.Camera(http)) ?? throw Missing());

    private async Task Replace(HttpContext http)
    {
        MotionSettings? motion = MotionReader.Read(await JsonExchange.ReadAsync(http, ApiJson.Wire.MotionBody));
        Func<string, bool> isMeant = SettingsTag.IsMeant(http);
        CameraView view = cameras.Change(ApiQuery.Camera(http), present => isMeant(TagOf(present))
            ? present with { Motion = motion }
            : throw new NvrException(ErrorKind.Outdated, "Somebody else changed these settings meanwhile. Nothing was changed now."));
        LogChanged(CallerReader.Of(http).Name, view.Settings.Name);
        await Show(http, view);
    }

    private Task Show(HttpContext http, CameraView view)
    {
        SettingsTag.Tell(http, TagOf(view.Settings));
        string now = Words.Of(outlook.Of(view.Id, view.Settings.Enabled, view.Settings.Motion?.Mode ?? MotionMode.Automatic));
        return JsonExchange.WriteAsync(http, new CameraMotionModel(ModelOf(view.Settings), now), ApiJson.Wire.CameraMotionModel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} changed what is told of motion by {Camera}")]
    private partial void LogChanged(string user, string camera);
}
