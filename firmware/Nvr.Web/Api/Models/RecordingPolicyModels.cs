using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Nvr.Recording.Policy;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>Times are those of the box's clock, at quarter hours: <c>08:15</c>; the end of a day is <c>24:00</c>.</summary>
internal sealed record ScheduleSpanModel([property: OneOf(typeof(DayOfWeek))] string Day, string From, string To, [property: OneOf(typeof(RecordingMode))] string Mode)
{
    public static ScheduleSpanModel Of(ScheduleSpan s) => new(Words.Of(s.Day), TimeOf(s.FromMinute), TimeOf(s.ToMinute), Words.Of(s.Mode));

    internal static string TimeOf(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

internal sealed record RecordingPolicyModel([property: OneOf(typeof(RecordingMode))] string Mode, int PreRecordSeconds, int PostRecordSeconds, IReadOnlyList<ScheduleSpanModel> Schedule)
{
    public static RecordingPolicyModel Of(RecordingPolicy p) =>
        new(Words.Of(p.Mode), p.PreRecordSeconds, p.PostRecordSeconds, [.. (p.Schedule ?? []).Select(ScheduleSpanModel.Of)]);
}

/// <summary>As <see cref="ScheduleSpanModel"/>.</summary>
internal sealed record ScheduleSpanBody(
    [property: Required, OneOf(typeof(DayOfWeek))] string? Day, [property: Required] string? From, [property: Required] string? To, [property: Required, OneOf(typeof(RecordingMode))] string? Mode);

/// <summary>Null members mean the defaults: always, no schedule, 5 seconds before and 10 after an event.</summary>
internal sealed record RecordingPolicyBody([property: OneOf(typeof(RecordingMode))] string? Mode, int? PreRecordSeconds, int? PostRecordSeconds, IReadOnlyList<ScheduleSpanBody?>? Schedule);

/// <summary>Somebody, or another system, says that something happens now.</summary>
internal sealed record TriggerBody(int? Seconds, string? Reason);
