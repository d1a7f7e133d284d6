using System.Text.Json.Serialization;

namespace Nvr.Power.Settings;

/// <summary>How the settings files of this room are read and written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PowerDocument))]
[JsonSerializable(typeof(SwitchDocument))]
internal sealed partial class PowerJson : JsonSerializerContext;
