using System.Text.Json.Serialization;
using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Healing;

/// <summary>How the file of healing steps is read and written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(HealingDocument))]
internal sealed partial class HealingJson : JsonSerializerContext;
