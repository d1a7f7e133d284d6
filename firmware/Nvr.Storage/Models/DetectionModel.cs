using System.Text.Json.Serialization;

namespace Nvr.Storage.Models;

/// <summary>What an object-detection model says of itself. Immutable; cleaned for showing before it comes here.</summary>
/// <param name="Classes">What it tells apart, in the order of its output.</param>
/// <param name="InputWidth">Of its picture, in pixels.</param>
/// <param name="InputHeight">Of its picture, in pixels.</param>
/// <param name="Licence">Under which it may be used; SPDX's short name where it has one.</param>
public sealed record ModelManifest(string Name, IReadOnlyList<string> Classes, int InputWidth, int InputHeight, string Licence);

/// <summary>A model on the shelf. Immutable.</summary>
/// <param name="Id">The first 16 digits of <paramref name="Sha256"/>.</param>
/// <param name="Sha256">Of the model itself, 64 hexadecimal digits.</param>
public sealed record DetectionModel(string Id, string Sha256, long Bytes, ModelManifest Manifest);

/// <summary>Source-generated JSON of them.</summary>
[JsonSerializable(typeof(DetectionModel))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class ModelJson : JsonSerializerContext;
