using System.Text.Json.Serialization;

namespace Nvr.Adoption.Devices;

/// <summary>How the devices' settings file is read and written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AddressConverter), typeof(MacConverter), typeof(TimeConverter)])]
[JsonSerializable(typeof(DeviceDocument))]
internal sealed partial class DeviceJson : JsonSerializerContext;
