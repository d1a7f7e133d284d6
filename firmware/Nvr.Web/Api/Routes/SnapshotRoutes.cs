using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The key frame nearest to a moment, as it is stored: for pictures made of it, see <see cref="PictureRoutes"/>.</summary>
internal sealed class SnapshotRoutes(IFootageReader footage, BoxClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{cameraId}/snapshot", Get)
            .For(Role.Viewer)
            .Says(
                "The key frame nearest to a time as it is stored: an MP4 of one picture, or the JPEG of a camera that sends such. The header Nvr-Time tells its time",
                answerType: "image/jpeg",
                query: [QueryParameter.Time("time", "RFC 3339 with zone; now when missing"), QueryParameter.OneOf("stream", "main (default) or sub", WordLists.Of(typeof(StreamKind)))]);

    private async Task Get(HttpContext http)
    {
        string? text = http.Request.Query["time"];
        UtcTime time = string.IsNullOrEmpty(text) ? clock.WallNow : ApiQuery.Time(text, "time");
        KeyFrame frame = footage.ReadKeyFrame(ApiQuery.Camera(http), ApiQuery.Stream(http), time)
            ?? throw new NvrException(ErrorKind.NotFound, "There is no footage within ten seconds of that time.");
        bool isJpeg = frame.Format.Codec == Codec.Mjpeg;
        byte[] body = isJpeg ? frame.Data : PictureFile.Build(frame);
        http.Response.Headers["Nvr-Time"] = frame.Time.ToString();
        http.Response.ContentType = isJpeg ? "image/jpeg" : "video/mp4";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
