using Nvr.Core;
using Nvr.Recording.Watching;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Turns what somebody asked of the search for motion into settings, or into a sentence that names the field. Pure.</summary>
internal static class MotionReader
{
    /// <summary>Null for a camera about which nothing is decided.</summary>
    public static MotionSettings? Read(MotionBody? body) => body is null ? null : MotionRules.Normalise(new MotionSettings
    {
        Mode = Words.MotionOf(body.Mode) ?? throw Invalid("'motion.mode' must be automatic, on or off."),
        Sensitivity = body.Sensitivity,
        Zones = body.Zones is { } zones ? [.. zones.Select((zone, i) => ZoneOf(zone, $"motion.zones[{i}]"))] : null,
        Masks = body.Masks is { } masks ? [.. masks.Select((mask, i) => new MotionMask { Points = PointsOf(mask?.Points, $"motion.masks[{i}]"), IsPrivate = mask?.Private ?? false })] : null,
        Tripwires = body.Tripwires is { } wires ? [.. wires.Select((wire, i) => WireOf(wire, $"motion.tripwires[{i}]"))] : null,
    });

    private static MotionZone ZoneOf(MotionZoneBody? zone, string field) => new()
    {
        Name = zone?.Name ?? "",
        Points = PointsOf(zone?.Points, field),
        Sensitivity = zone?.Sensitivity,
        SmallestShare = zone?.SmallestShare,
        LargestShare = zone?.LargestShare,
        Schedule = zone?.Schedule is { } spans ? [.. spans.Select(s => SpanOf(s, field))] : null,
        LoiterSeconds = zone?.LoiterSeconds,
    };

    private static Tripwire WireOf(TripwireBody? wire, string field) => new()
    {
        Name = wire?.Name ?? "",
        Points = PointsOf(wire?.Points, field),
        Direction = Words.CrossingOf(wire?.Direction) ?? throw Invalid($"'{field}.direction' must be either, left-to-right or right-to-left."),
    };

    private static WeekSpan SpanOf(WeekSpanBody? span, string field) => new(
        Words.DayOf(span?.Day) ?? throw Invalid($"'{field}.schedule.day' must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday."),
        RecordingPolicyReader.MinuteOf(span!.From, $"{field}.schedule.from"), RecordingPolicyReader.MinuteOf(span.To, $"{field}.schedule.to"));

    private static IReadOnlyList<PicturePoint> PointsOf(IReadOnlyList<PointBody?>? points, string field) =>
        [.. (points ?? []).Select(p => p is { X: { } x, Y: { } y } ? new PicturePoint(x, y) : throw Invalid($"'{field}.points' must have an x and a y each."))];

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
