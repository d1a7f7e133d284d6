using System.ComponentModel;
using Nvr.Recording.Watching;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>In shares of the picture's width and height, from its top left corner.</summary>
internal sealed record PointModel(double X, double Y);

/// <summary>Times are those of the box's clock, at quarter hours: <c>08:15</c>; the end of a day is <c>24:00</c>.</summary>
internal sealed record WeekSpanModel([property: OneOf(typeof(DayOfWeek))] string Day, string From, string To);

/// <summary>Null members mean: the camera's sensitivity, no bounds of size (shares of the picture's area), watched always, loitering not told.</summary>
internal sealed record MotionZoneModel(
    string Name, IReadOnlyList<PointModel> Points, int? Sensitivity, double? SmallestShare, double? LargestShare, IReadOnlyList<WeekSpanModel>? Schedule,
    [property: Description(MotionWords.Loitering)] int? LoiterSeconds)
{
    public static MotionZoneModel Of(MotionZone z) => new(
        z.Name, MotionModel.Of(z.Points), z.Sensitivity, z.SmallestShare, z.LargestShare,
        z.Schedule is { } spans ? [.. spans.Select(s => new WeekSpanModel(Words.Of(s.Day), ScheduleSpanModel.TimeOf(s.FromMinute), ScheduleSpanModel.TimeOf(s.ToMinute)))] : null,
        z.LoiterSeconds);
}

/// <summary>Where <paramref name="Private"/> is true, pictures of footage are black as well.</summary>
internal sealed record MotionMaskModel(IReadOnlyList<PointModel> Points, bool Private);

internal sealed record TripwireModel(
    string Name,
    [property: Description(MotionWords.Line)] IReadOnlyList<PointModel> Points,
    [property: Description(MotionWords.Direction), OneOf(typeof(CrossingDirection))] string Direction)
{
    public static TripwireModel Of(Tripwire w) => new(w.Name, MotionModel.Of(w.Points), Words.Of(w.Direction));
}

internal sealed record MotionModel(
    [property: OneOf(typeof(MotionMode))] string Mode, int Sensitivity, IReadOnlyList<MotionZoneModel> Zones, IReadOnlyList<MotionMaskModel> Masks,
    [property: Description(MotionWords.Tripwires)] IReadOnlyList<TripwireModel> Tripwires)
{
    public static MotionModel Of(MotionSettings s) => new(
        Words.Of(s.Mode), s.Sensitivity ?? MotionSettings.UsualSensitivity, [.. (s.Zones ?? []).Select(MotionZoneModel.Of)],
        [.. (s.Masks ?? []).Select(m => new MotionMaskModel(Of(m.Points), m.IsPrivate))],
        [.. (s.Tripwires ?? []).Select(TripwireModel.Of)]);

    public static IReadOnlyList<PointModel> Of(IReadOnlyList<PicturePoint> points) => [.. points.Select(p => new PointModel(p.X, p.Y))];
}

/// <summary>A camera's settings of motion, and whether its pictures are looked at.</summary>
internal sealed record CameraMotionModel(
    MotionModel Motion,
    [property: OneOf(typeof(WatchStanding)), Description(
        "watched, cameraTells (left to the box, and the camera tells of motion itself), boxDoesNot (left to the box, which looks at none by itself), off or cameraOff. "
        + "Whether the search itself works is told by health.")] string Now);
