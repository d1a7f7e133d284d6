using Nvr.Core.Network;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nvr.Adoption.Devices;

/// <summary>A MAC address as text, pairs of digits with colons between.</summary>
internal sealed class MacConverter : JsonConverter<PhysicalAddress>
{
    public override PhysicalAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PhysicalAddress.TryParse(reader.GetString(), out PhysicalAddress? mac)
            ? mac
            : throw new JsonException("This is not a MAC address.");

    public override void Write(Utf8JsonWriter writer, PhysicalAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(MacText.Of(value));
}
