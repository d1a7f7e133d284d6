using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Recording.Live;
using Nvr.Web.Access;
using Nvr.Web.Live;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What devices that were found let anybody see, over a WebSocket, before they are taken in.</summary>
internal sealed class DeviceLiveRoutes(IAdoption adoption, ILiveHub hub, CallerReader callers, IHostApplicationLifetime lifetime) : IRoutes
{
    // A connection to a device each; more than these on one screen are a site, and a site has a password.
    private const int MaxViewers = 32;

    private static readonly TimeSpan s_longestSearch = TimeSpan.FromSeconds(40);

    private int viewers;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/devices/{deviceId}/live", Watch)
            .For(Role.Administrator)
            .Says(
                "WebSocket: the live pictures of a device that was found, as those of a camera, or in a text the sentence why there are none. No password is tried on it",
                ApiJson.Wire.LiveText, answerType: "application/octet-stream", status: StatusCodes.Status101SwitchingProtocols);

    private async Task Watch(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw new BadHttpRequestException("Live pictures come over a WebSocket.", StatusCodes.Status426UpgradeRequired);
        }
        DeviceId device = DeviceRoutes.Device(http);
        Caller caller = CallerReader.Of(http);
        try
        {
            if (Interlocked.Increment(ref viewers) > MaxViewers)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many live pictures are being watched at once. Close one and try again.");
            }
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            limit.CancelAfter(s_longestSearch);
            try
            {
                await using LivePreview preview = await hub.PreviewAsync(await adoption.FindPictureAsync(device, limit.Token), limit.Token);
                await new LiveSocket(socket, preview.Pictures, () => callers.StillSignedIn(caller, Role.Administrator)).RunAsync(lifetime.ApplicationStopping);
            }
            catch (NvrException refused)
            {
                await LiveSocket.RefuseAsync(socket, refused.Message, refused.Kind is not (ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Unsupported or ErrorKind.Unauthorised));
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                await LiveSocket.RefuseAsync(socket, "It did not show a picture in time.", mayCome: true);
            }
        }
        finally
        {
            Interlocked.Decrement(ref viewers);
        }
    }
}
