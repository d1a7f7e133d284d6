using System.Text.Json;
using Nvr.Core.Time;

namespace Torture.Box;

/// <summary>What the API lists of one stream in one range. Immutable.</summary>
public sealed record RecordingsReading(IReadOnlyList<UtcRange> Spans, IReadOnlyList<GapReading> Gaps)
{
    public double Seconds => Spans.Sum(s => s.DurationUs) / 1e6;

    internal static RecordingsReading Of(JsonElement answer) => new(
        [.. answer.GetProperty("spans").EnumerateArray().Select(RangeOf)],
        [.. answer.GetProperty("gaps").EnumerateArray().Select(g => new GapReading(
            RangeOf(g), g.GetProperty("reason").GetString()!, g.GetProperty("sentence").GetString()!))]);

    private static UtcRange RangeOf(JsonElement item) => new(TimeOf(item, "from"), TimeOf(item, "to"));

    private static UtcTime TimeOf(JsonElement item, string name) =>
        UtcTime.TryParse(item.GetProperty(name).GetString(), out UtcTime time)
            ? time
            : throw new FormatException($"'{name}' is not a time: {item}");
}
