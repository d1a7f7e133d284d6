using Nvr.Recording.Watching;

namespace Nvr.Web.Api.Models;

/// <summary>In shares of the picture's width and height, from its top left corner.</summary>
internal sealed record PointModel(double? X, double? Y);

/// <summary>Times are those of the box's clock, at quarter hours: <c>08:15</c>; the end of a day is <c>24:00</c>.</summary>
internal sealed record WeekSpanModel(string? Day, string? From, string? To);

/// <summary>Null members mean: the camera's sensitivity, no bounds of size (shares of the picture's area), watched always.</summary>
internal sealed record MotionZoneModel(
    string? Name, IReadOnlyList<PointModel?>? Points, int? Sensitivity, double? SmallestShare, double? LargestShare, IReadOnlyList<WeekSpanModel?>? Schedule)
{
    public static MotionZoneModel Of(MotionZone z) => new(
        z.Name, MotionModel.Of(z.Points), z.Sensitivity, z.SmallestShare, z.LargestShare,
        z.Schedule is { } spans ? [.. spans.Select(s => new WeekSpanModel(Words.Of(s.Day), ScheduleSpanModel.TimeOf(s.FromMinute), ScheduleSpanModel.TimeOf(s.ToMinute)))] : null);
}

/// <summary>Where <paramref name="Private"/> is true, pictures of footage are black as well.</summary>
internal sealed record MotionMaskModel(IReadOnlyList<PointModel?>? Points, bool? Private);

/// <summary>Null members mean the defaults: automatic, sensitivity 80, the whole picture, no masks.</summary>
internal sealed record MotionModel(string? Mode, int? Sensitivity, IReadOnlyList<MotionZoneModel?>? Zones, IReadOnlyList<MotionMaskModel?>? Masks)
{
    public static MotionModel Of(MotionSettings s) => new(
        Words.Of(s.Mode), s.Sensitivity ?? MotionSettings.UsualSensitivity, [.. (s.Zones ?? []).Select(MotionZoneModel.Of)],
        [.. (s.Masks ?? []).Select(m => new MotionMaskModel(Of(m.Points), m.IsPrivate))]);

    public static IReadOnlyList<PointModel> Of(IReadOnlyList<PicturePoint> points) => [.. points.Select(p => new PointModel(p.X, p.Y))];
}
