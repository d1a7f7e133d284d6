using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Core.Time;

namespace Nvr.Adoption.Devices;

/// <summary>An instant as RFC 3339 text.</summary>
internal sealed class TimeConverter : JsonConverter<UtcTime>
{
    public override UtcTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && UtcTime.TryParse(reader.GetString(), out UtcTime time)
            ? time
            : throw new JsonException("This is not a time.");

    public override void Write(Utf8JsonWriter writer, UtcTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
