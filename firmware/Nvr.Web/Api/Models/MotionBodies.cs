using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Nvr.Recording.Watching;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>As <see cref="PointModel"/>.</summary>
internal sealed record PointBody([property: Required] double? X, [property: Required] double? Y);

/// <summary>As <see cref="WeekSpanModel"/>.</summary>
internal sealed record WeekSpanBody([property: Required, OneOf(typeof(DayOfWeek))] string? Day, [property: Required] string? From, [property: Required] string? To);

/// <summary>As <see cref="MotionZoneModel"/>.</summary>
internal sealed record MotionZoneBody(
    [property: Required] string? Name, [property: Required] IReadOnlyList<PointBody?>? Points, int? Sensitivity, double? SmallestShare, double? LargestShare,
    IReadOnlyList<WeekSpanBody?>? Schedule, [property: Description(MotionWords.Loitering)] int? LoiterSeconds);

/// <summary>As <see cref="MotionMaskModel"/>; null is not private.</summary>
internal sealed record MotionMaskBody([property: Required] IReadOnlyList<PointBody?>? Points, bool? Private);

/// <summary>A null direction means either.</summary>
internal sealed record TripwireBody(
    [property: Required] string? Name,
    [property: Required, Description(MotionWords.Line)] IReadOnlyList<PointBody?>? Points,
    [property: Description(MotionWords.Direction), OneOf(typeof(CrossingDirection))] string? Direction);

/// <summary>Null members mean the defaults: automatic, sensitivity 80, the whole picture, no masks, no tripwires.</summary>
internal sealed record MotionBody(
    [property: OneOf(typeof(MotionMode))] string? Mode, int? Sensitivity, IReadOnlyList<MotionZoneBody?>? Zones, IReadOnlyList<MotionMaskBody?>? Masks,
    [property: Description(MotionWords.Tripwires)] IReadOnlyList<TripwireBody?>? Tripwires);
