using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Exports;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Recorded footage as one MP4 that begins at once, and the map from its clock to UTC.</summary>
internal sealed partial class MovieRoutes(
    IFootageReader footage, ICameraDirectory cameras, ExportDesk exports, CallerReader callers, BoxClock clock, MovieSender sender, ILogger<MovieRoutes> log)
    : IRoutes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly QueryParameter SoundQuery = QueryParameter.OneOf(
        "sound", "original (default); aac, which every player plays; none. Where that means another file than the recorded one, it has no known length and no byte ranges", "original", "aac", "none");

    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/cameras/{cameraId}/video.mp4", [HttpMethods.Get, HttpMethods.Head], Send)
            .For(Role.Viewer)
            .Says(
                "Footage of a range as MP4, with byte ranges; gaps are left out. Headers tell its start (Nvr-Start)", answerType: "video/mp4",
                query: [.. RangeQuery.Described, SoundQuery, QueryParameter.OneOf("download", "1 to be saved under a telling name", "1")]);
        routes.MapGet("/cameras/{cameraId}/movie", Describe)
            .For(Role.Viewer)
            .Says("What video.mp4 of the same range holds: which UTC each stretch of it shows", ApiJson.Wire.MovieModel, query: [.. RangeQuery.Described, SoundQuery]);
    }

    private async Task Send(HttpContext http)
    {
        SoundChoice sound = ApiQuery.Sound(http);
        using IMovie movie = Open(http);
        await using MovieExport export = await exports.OpenAsync(movie, sound, http.RequestAborted);
        http.Response.Headers["Nvr-Start"] = movie.Start.ToString();
        if (http.Request.Query["download"] == "1")
        {
            LogDownload(CallerReader.Of(http).Name, ApiQuery.Camera(http).ToString(), movie.Start.ToString(), movie.Length, Words.Of(sound));
            http.Response.Headers.ContentDisposition = Disposition(ApiQuery.Camera(http), movie);
        }
        await using ITimer guard = Guard(http);
        await (export.IsOriginal ? sender.SendAsync(http, movie) : sender.StreamAsync(http, export));
    }

    /// <summary>A download may take hours: it is cut off when the session or its right to the camera ends, as live pictures are.</summary>
    private ITimer Guard(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        CameraId camera = ApiQuery.Camera(http);
        return clock.Time.CreateTimer(
            _ =>
            {
                if (!callers.StillAllowed(caller, camera))
                {
                    http.Abort();
                }
            },
            null, CheckEvery, CheckEvery);
    }

    private async Task Describe(HttpContext http)
    {
        using IMovie movie = Open(http);
        await using MovieExport export = await exports.OpenAsync(movie, ApiQuery.Sound(http), http.RequestAborted);
        string url = http.Request.Path.Value!.Replace("/movie", "/video.mp4", StringComparison.Ordinal) + http.Request.QueryString.Value;
        await JsonExchange.WriteAsync(http, MovieModel.Of(movie, export, url), ApiJson.Wire.MovieModel);
    }

    private IMovie Open(HttpContext http)
    {
        UtcRange range = ApiQuery.Range(http, clock, Longest);
        return footage.OpenMovie(ApiQuery.Camera(http), ApiQuery.Stream(http), range)
            ?? throw new NvrException(ErrorKind.NotFound, "There is no footage in that range.");
    }

    private string Disposition(CameraId camera, IMovie movie)
    {
        string name = cameras.Find(camera)?.Settings.Name ?? camera.ToString();
        string time = movie.Start.ToString()[..19].Replace(':', '-');
        return Attachment.Of($"{name} {time}Z.mp4");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} downloads footage of camera {Camera} from {Start} on ({Bytes} bytes as recorded, sound {Sound})")]
    private partial void LogDownload(string user, string camera, string start, long bytes, string sound);
}
