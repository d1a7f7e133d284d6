using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nvr.Adoption.Devices;

/// <summary>An IP address as text.</summary>
internal sealed class AddressConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && IPAddress.TryParse(reader.GetString(), out IPAddress? address)
            ? address
            : throw new JsonException("This is not an IP address.");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
