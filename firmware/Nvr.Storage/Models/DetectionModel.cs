using System.Text.Json.Serialization;
using Nvr.Core.Objects;

namespace Nvr.Storage.Models;

/// <summary>A model on the shelf. Immutable.</summary>
/// <param name="Id">The first 16 digits of <paramref name="Sha256"/>.</param>
/// <param name="Sha256">Of the model itself, 64 hexadecimal digits.</param>
public sealed record DetectionModel(string Id, string Sha256, long Bytes, ModelManifest Manifest);

/// <summary>Source-generated JSON of them.</summary>
[JsonSerializable(typeof(DetectionModel))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UseStringEnumConverter = true)]
internal sealed partial class ModelJson : JsonSerializerContext;
