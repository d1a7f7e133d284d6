using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Live;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Live pictures as HLS, for browsers without Media Source Extensions and for other players.</summary>
internal sealed class HlsRoutes(HlsStreams streams) : IRoutes
{
    // The first segment is whole at the second key frame; some cameras send one in ten seconds.
    private static readonly TimeSpan FirstSegmentLimit = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{cameraId}/hls/{stream}/index.m3u8", GetPlaylist)
            .For(Role.Viewer)
            .Says("Live playlist of a stream (main or sub); joined at the first request, left when nobody asks for 30 s", answerType: HlsPlaylist.ContentType);
        routes.MapGet("/cameras/{cameraId}/hls/{stream}/{file}", GetFile)
            .For(Role.Viewer)
            .Says("An init segment or media segment that the playlist names", answerType: "video/mp4");
    }

    private static NvrException Gone() => new(ErrorKind.NotFound, "That piece of the live stream is no longer kept.");

    private HlsWindow Window(HttpContext http)
    {
        StreamKind stream = ApiQuery.StreamOf(http.Request.RouteValues["stream"] as string, "stream");
        return streams.Open(ApiQuery.Camera(http), stream)
            ?? throw new NvrException(ErrorKind.NotFound, "This camera has no such live stream at the moment.");
    }

    private async Task GetPlaylist(HttpContext http)
    {
        HlsWindow window = Window(http);
        try
        {
            await window.Ready.WaitAsync(FirstSegmentLimit, http.RequestAborted);
        }
        catch (TimeoutException)
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera has sent no picture yet.");
        }
        http.Response.ContentType = HlsPlaylist.ContentType;
        await http.Response.WriteAsync(window.Playlist(), http.RequestAborted);
    }

    private async Task GetFile(HttpContext http)
    {
        string file = http.Request.RouteValues["file"] as string ?? "";
        byte[] bytes = Find(Window(http), file) ?? throw Gone();
        http.Response.ContentType = "video/mp4";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[]? Find(HlsWindow window, string file) =>
        Number(file, "init-", ".mp4") is { } version ? window.Init((int)Math.Min(version, int.MaxValue))
        : Number(file, "", ".m4s") is { } number ? window.Segment(number)
        : null;

    private static long? Number(string file, string prefix, string suffix) =>
        file.StartsWith(prefix, StringComparison.Ordinal) && file.EndsWith(suffix, StringComparison.Ordinal) && file.Length > prefix.Length + suffix.Length
        && long.TryParse(file[prefix.Length..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}
