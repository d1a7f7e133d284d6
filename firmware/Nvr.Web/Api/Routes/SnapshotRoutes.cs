using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The picture nearest to a moment.</summary>
internal sealed class SnapshotRoutes(IFootageReader footage, BoxClock clock, IEnumerable<ISnapshotDecoder> decoders) : IRoutes
{
    private const int MaxWidth = 7680;

    private readonly ISnapshotDecoder? decoder = decoders.FirstOrDefault();

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{cameraId}/snapshot", Get)
            .For(Role.Viewer)
            .Says(
                "The key frame nearest to a time: JPEG where the recorder can make one, else an MP4 of one picture. The header Nvr-Time tells its time",
                answerType: "image/jpeg",
                query: [("time", "RFC 3339 with zone; now when missing"), ("stream", "main (default) or sub"), ("width", "most pixels across; for JPEGs made by a decoder")]);

    private async Task Get(HttpContext http)
    {
        string? text = http.Request.Query["time"];
        UtcTime time = string.IsNullOrEmpty(text) ? clock.WallNow : ApiQuery.Time(text, "time");
        int? width = WidthOf(http.Request.Query["width"]);
        KeyFrame frame = footage.ReadKeyFrame(ApiQuery.Camera(http), ApiQuery.Stream(http), time)
            ?? throw new NvrException(ErrorKind.NotFound, "There is no footage within ten seconds of that time.");
        byte[]? jpeg = await JpegOfAsync(frame, width, http.RequestAborted);
        http.Response.Headers["Nvr-Time"] = frame.Time.ToString();
        await SendAsync(http, jpeg ?? PictureFile.Build(frame), jpeg is null ? "video/mp4" : "image/jpeg");
    }

    private async Task<byte[]?> JpegOfAsync(KeyFrame frame, int? width, CancellationToken cancellation)
    {
        if (frame.Format.Codec == Codec.Mjpeg)
        {
            return frame.Data;
        }
        return decoder is null ? null : await decoder.ToJpegAsync(frame, width, cancellation);
    }

    private static int? WidthOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is >= 16 and <= MaxWidth;
        return valid ? width : throw new NvrException(ErrorKind.InvalidInput, $"'width' must be between 16 and {MaxWidth} pixels.");
    }

    private static Task SendAsync(HttpContext http, byte[] body, string type)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
