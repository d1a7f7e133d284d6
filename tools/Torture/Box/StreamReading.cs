using System.Text.Json;

namespace Torture.Box;

/// <summary>What the API says of one stream of a camera. Immutable.</summary>
public sealed record StreamReading(string Stream, string State, string Sentence, string? NextStep, long Connections, IReadOnlyList<string> Codecs)
{
    internal static StreamReading Of(JsonElement stream) => new(
        stream.GetProperty("stream").GetString()!,
        stream.GetProperty("state").GetString()!,
        stream.GetProperty("sentence").GetString()!,
        stream.GetProperty("nextStep").GetString(),
        stream.GetProperty("connections").GetInt64(),
        [.. stream.GetProperty("tracks").EnumerateArray().Select(t => t.GetProperty("codec").GetString()!)]);
}
