using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Pictures;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Pictures of footage: sheets for scrubbing, single ones, of events, and a day at a glance.</summary>
internal sealed class PictureRoutes(PicturePlanner planner, PictureSender sender, IEventReader events, BoxClock clock) : IRoutes
{
    private const string NoFootage = "There is no footage at that time.";
    private const int UsualParts = 24;
    private const int MostParts = 48;

    /// <summary>Events of one part that are looked at for the one that stands for it.</summary>
    private const int EventsOfAPart = 50;

    /// <summary>Into an event without a box, as far as that lasts: by then there is something to see.</summary>
    private const long IntoEventUs = 2_000_000;

    private static readonly TimeSpan LongestIndex = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestStoryboard = TimeSpan.FromHours(48);
    private static readonly QueryParameter Version = ("v", "as told in an address of this API: the picture may then be kept for ever");
    private static readonly QueryParameter Height = QueryParameter.Whole("height", $"Pixels: {string.Join(", ", PictureSizes.Heights)}; 360 when missing");
    private static readonly QueryParameter SheetHeight = QueryParameter.Whole("height", $"Pixels of one picture: {string.Join(" or ", PictureSizes.SheetHeights)}; 90 when missing");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{cameraId}/thumbnails", List)
            .For(Role.Viewer)
            .Says(
                "The sheets of small pictures, one each five seconds, that show a range of at most a day, and when each picture was taken", ApiJson.Wire.ThumbnailsModel,
                query: [QueryParameter.Time("from!", "Start, RFC 3339 with zone"), QueryParameter.Time("to!", "End, RFC 3339 with zone"), SheetHeight]);
        routes.MapGet("/cameras/{cameraId}/thumbnails/{start}", Sheet)
            .For(Role.Viewer)
            .Says("One sheet; its start is a multiple of five minutes in UTC", answerType: "image/jpeg", query: [SheetHeight, Version]);
        routes.MapGet("/cameras/{cameraId}/picture", Single)
            .For(Role.Viewer)
            .Says(
                "A picture of the footage at a time: the latest key frame not after it. The header Nvr-Time tells its time", answerType: "image/jpeg",
                query: [QueryParameter.Time("time!", "RFC 3339 with zone"), Height, Version]);
        routes.MapGet("/cameras/{cameraId}/storyboard", Story)
            .For(Role.Viewer)
            .Says(
                "Pictures that tell a day, or another range of at most two: one for each of its equal parts, of an event where there was one", ApiJson.Wire.StoryboardModel,
                query: [QueryParameter.Time("from!", "Start, RFC 3339 with zone"), QueryParameter.Time("to!", "End, RFC 3339 with zone"), QueryParameter.Whole("parts", $"1 to {MostParts}; {UsualParts} when missing"), Height]);
        routes.MapGet("/events/{eventId}/picture", OfEvent)
            .For(Role.Viewer)
            .Says(
                "A picture of an event: of when and where it showed best, as far as that was told. The header Nvr-Time tells its time", answerType: "image/jpeg",
                query: [QueryParameter.OneOf("whole", "1 shows the whole picture in any case", "1"), Height]);
    }

    private Task List(HttpContext http)
    {
        UtcRange range = ApiQuery.Range(http, clock, LongestIndex);
        int height = HeightOf(http, PictureSizes.SheetHeights, PictureSizes.SheetHeights[0]);
        SheetModel[] sheets = [.. planner.Sheets(ApiQuery.Camera(http), range, height).Select(SheetModel.Of)];
        return JsonExchange.WriteAsync(
            http, new ThumbnailsModel(PictureSizes.StepUs / 1e6, PictureSizes.Columns, PictureSizes.Rows, PictureSizes.WidthOf(height), height, sheets), ApiJson.Wire.ThumbnailsModel);
    }

    private Task Sheet(HttpContext http)
    {
        UtcTime start = ApiQuery.Time(http.Request.RouteValues["start"] as string, "start");
        if (PictureSizes.SheetStart(start) != start)
        {
            throw Invalid("'start' must be a multiple of five minutes in UTC, as 'thumbnails' lists them.");
        }
        int height = HeightOf(http, PictureSizes.SheetHeights, PictureSizes.SheetHeights[0]);
        IReadOnlyList<PicturePlan> sheets = planner.Sheets(ApiQuery.Camera(http), new UtcRange(start, start.Plus(PictureSizes.SheetUs)), height);
        return sender.SendAsync(http, sheets is [var sheet] ? sheet : throw new NvrException(ErrorKind.NotFound, NoFootage));
    }

    private Task Single(HttpContext http)
    {
        UtcTime time = ApiQuery.Time(http.Request.Query["time"], "time");
        int height = HeightOf(http, PictureSizes.Heights, 360);
        return sender.SendAsync(http, planner.Single(ApiQuery.Camera(http), time, height) ?? throw new NvrException(ErrorKind.NotFound, NoFootage));
    }

    private Task OfEvent(HttpContext http)
    {
        StoredEvent? found = EventId.TryParse(http.Request.RouteValues["eventId"] as string, out EventId id) ? events.FindEvent(id) : null;
        if (found is null || !CallerReader.Of(http).Sees(found.Camera))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such event.");
        }
        int height = HeightOf(http, PictureSizes.Heights, 360);
        bool isWhole = http.Request.Query["whole"] == "1";
        return sender.SendAsync(http, planner.Exact(found.Camera, MomentOf(found), height, isWhole ? null : found.Box) ?? throw new NvrException(ErrorKind.NotFound, NoFootage));
    }

    private Task Story(HttpContext http)
    {
        CameraId camera = ApiQuery.Camera(http);
        UtcRange range = ApiQuery.Range(http, clock, LongestStoryboard);
        int count = NumberOf(http, "parts") ?? UsualParts;
        int height = HeightOf(http, PictureSizes.Heights, PictureSizes.SubStreamUpTo);
        if (count is < 1 or > MostParts || range.DurationUs / count < PictureSizes.StepUs)
        {
            throw Invalid($"'parts' must be 1 to {MostParts}, each of at least five seconds.");
        }
        UtcRange[] parts = [.. Enumerable.Range(0, count).Select(i => PartOf(range, i, count))];
        StoredEvent?[] telling = [.. parts.Select(p => TellingIn(camera, p))];
        IReadOnlyList<PicturePlan?> plans = planner.Storyboard(camera, range, [.. telling.Select(e => e is null ? (UtcTime?)null : MomentOf(e))], height);
        StoryPart[] story =
        [
            .. parts.Select((p, i) => new StoryPart(
                p.Start.ToString(), p.End.ToString(), plans[i]?.Start.ToString(), plans[i] is { } plan ? PictureAddress.OfSingle(plan) : null, telling[i]?.Id.ToString())),
        ];
        return JsonExchange.WriteAsync(http, new StoryboardModel(story), ApiJson.Wire.StoryboardModel);
    }

    private static UtcRange PartOf(UtcRange range, int part, int count)
    {
        long length = range.DurationUs / count;
        UtcTime start = range.Start.Plus(part * length);
        return new UtcRange(start, part == count - 1 ? range.End : start.Plus(length));
    }

    /// <summary>Of those that begin in the part: one of a thing rather than one of a line, and then the one that lasted longest.</summary>
    private StoredEvent? TellingIn(CameraId camera, UtcRange part) =>
        events.ListEvents(new EventFilter { Cameras = [camera], Range = part, OldestFirst = true, Limit = EventsOfAPart }).Events
            .Where(e => part.Contains(e.Start))
            .OrderByDescending(e => e.Box is not null).ThenByDescending(e => e.End?.Since(e.Start) ?? 0)
            .FirstOrDefault();

    /// <summary>A box of which nobody said when it was there is that of the moment when it was told.</summary>
    private static UtcTime MomentOf(StoredEvent e) =>
        e.Box is not null ? e.BoxTime ?? e.Start : e.Start.Plus(Math.Clamp((e.End?.Since(e.Start) ?? 0) / 2, 0, IntoEventUs));

    private static int HeightOf(HttpContext http, IReadOnlyList<int> known, int usual)
    {
        int height = NumberOf(http, "height") ?? usual;
        return known.Contains(height) ? height : throw Invalid($"'height' must be one of {string.Join(", ", known)}.");
    }

    private static int? NumberOf(HttpContext http, string name)
    {
        string? text = http.Request.Query[name];
        return string.IsNullOrEmpty(text) ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw Invalid($"'{name}' must be a number.");
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
