using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Nvr.Core;
using Nvr.Recording.Live;
using Nvr.Web.Access;
using Nvr.Web.Live;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Live pictures and sound over WebSockets.</summary>
internal sealed class LiveRoutes(ILiveHub hub, CallerReader callers, IHostApplicationLifetime lifetime) : IRoutes
{
    // A wide screen shows 16 cameras; several people watch.
    private const int MaxViewers = 128;

    private int viewers;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{cameraId}/live", Watch)
            .For(Role.Viewer)
            .Says(
                "WebSocket: a JSON text before each init segment and key frame, then fragmented MP4 (or JPEG images) as binary messages",
                ApiJson.Wire.LiveText, answerType: "application/octet-stream", status: StatusCodes.Status101SwitchingProtocols, query: [QueryParameter.OneOf("stream", "main (default) or sub", WordLists.Of(typeof(StreamKind)))]);
        routes.MapGet("/cameras/{cameraId}/live/sound", Hear)
            .For(Role.Viewer)
            .Says(
                "WebSocket: the sound of the main stream, in the movie time of its live pictures: a JSON text before each init segment and once a second, then fragmented MP4 as binary messages",
                ApiJson.Wire.LiveText, answerType: "application/octet-stream", status: StatusCodes.Status101SwitchingProtocols);
    }

    private Task Watch(HttpContext http)
    {
        CameraId camera = ApiQuery.Camera(http);
        StreamKind stream = ApiQuery.Stream(http);
        return FollowAsync(http, camera, () => hub.Subscribe(camera, stream));
    }

    private Task Hear(HttpContext http)
    {
        CameraId camera = ApiQuery.Camera(http);
        return FollowAsync(http, camera, () => hub.SubscribeSound(camera));
    }

    private async Task FollowAsync(HttpContext http, CameraId camera, Func<LiveSubscription?> subscribe)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw new BadHttpRequestException("Live pictures come over a WebSocket; see hls/{stream}/index.m3u8 for plain HTTP.", StatusCodes.Status426UpgradeRequired);
        }
        try
        {
            if (Interlocked.Increment(ref viewers) > MaxViewers)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many live pictures are being watched at once. Close one and try again.");
            }
            using LiveSubscription live = subscribe()
                ?? throw new NvrException(ErrorKind.NotFound, "This camera has no such live stream at the moment.");
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            Caller caller = CallerReader.Of(http);
            await new LiveSocket(socket, live, () => callers.StillAllowed(caller, camera)).RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref viewers);
        }
    }
}
