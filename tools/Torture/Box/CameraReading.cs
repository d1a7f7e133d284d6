using System.Text.Json;

namespace Torture.Box;

/// <summary>What the API says of one camera. Immutable.</summary>
public sealed record CameraReading(string Id, string Name, IReadOnlyList<StreamReading> Streams)
{
    public StreamReading Main => Streams[0];

    internal static CameraReading Of(JsonElement camera) => new(
        camera.GetProperty("id").GetString()!,
        camera.GetProperty("name").GetString()!,
        [.. camera.GetProperty("streams").EnumerateArray().Select(StreamReading.Of)]);
}
