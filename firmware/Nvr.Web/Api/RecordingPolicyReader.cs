using System.Globalization;
using Nvr.Core;
using Nvr.Recording.Policy;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Turns what somebody asked of a camera's recording into a policy, or into a sentence that names the field. Pure.</summary>
internal static class RecordingPolicyReader
{
    /// <summary>Null for a camera that is recorded always.</summary>
    public static RecordingPolicy? Read(RecordingPolicyBody? body)
    {
        if (body is null)
        {
            return null;
        }
        RecordingPolicy usual = RecordingPolicy.Always;
        return PolicyRules.Normalise(new RecordingPolicy
        {
            Mode = ModeOf(body.Mode ?? Words.Of(usual.Mode), "recording.mode"),
            PreRecordSeconds = body.PreRecordSeconds ?? usual.PreRecordSeconds,
            PostRecordSeconds = body.PostRecordSeconds ?? usual.PostRecordSeconds,
            Schedule = body.Schedule is { } spans ? [.. spans.Select(SpanOf)] : null,
        });
    }

    private static ScheduleSpan SpanOf(ScheduleSpanBody? span) => new(
        Words.DayOf(span?.Day) ?? throw Invalid("'day' must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday."),
        MinuteOf(span!.From, "from"), MinuteOf(span.To, "to"), ModeOf(span.Mode, "mode"));

    private static RecordingMode ModeOf(string? word, string field) =>
        Words.ModeOf(word) ?? throw Invalid($"'{field}' must be continuous, events or off.");

    internal static int MinuteOf(string? text, string field) =>
        text is { Length: 5 } && text[2] == ':'
        && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int minute) && minute < 60
            ? (hour * 60) + minute
            : throw Invalid($"'{field}' must be a time of the day at a quarter hour, such as 08:15.");

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
