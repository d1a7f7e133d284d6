using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Talk;
using Nvr.Web.Access;
using Nvr.Web.Live;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Talking through a camera's loudspeaker, over a WebSocket.</summary>
internal sealed partial class TalkRoutes(
    ICameraDirectory cameras, ITalkDesk talks, CallerReader callers, IHostApplicationLifetime lifetime, ILogger<TalkRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{cameraId}/talk", Talk)
            .For(Role.Operator)
            .Says(
                "WebSocket: send sound as binary messages of linear PCM, 16 bit, little endian, 8000 Hz, mono, as fast as it is spoken (more than a second ahead is left out). "
                + "A JSON text {type: ready} says that the camera listens; {type: refused, sentence} or {type: over, sentence} why not or no longer. One person at a time talks through a camera",
                ApiJson.Wire.TalkText, answerType: "application/octet-stream", status: StatusCodes.Status101SwitchingProtocols);

    private async Task Talk(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw new BadHttpRequestException("Sound goes to a camera over a WebSocket.", StatusCodes.Status426UpgradeRequired);
        }
        CameraView camera = cameras.Find(ApiQuery.Camera(http)) ?? throw new NvrException(ErrorKind.NotFound, "There is no such camera.");
        Caller caller = CallerReader.Of(http);
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        LogTalks(caller.Name, camera.Settings.Name);
        var talk = new TalkSocket(socket, cancellation => talks.OpenAsync(camera.Id, cancellation), () => callers.StillAllowed(caller, camera.Id, Role.Operator));
        await talk.RunAsync(lifetime.ApplicationStopping);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} talks through the camera {Camera}")]
    private partial void LogTalks(string user, string camera);
}
