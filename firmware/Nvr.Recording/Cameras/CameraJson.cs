using System.Text.Json.Serialization;

namespace Nvr.Recording.Cameras;

/// <summary>How the cameras' settings file is read and written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CameraDocument))]
public sealed partial class CameraJson : JsonSerializerContext;
