using System.Text.Json.Serialization;
using Nvr.Core.Objects;

namespace Nvr.Storage.Models;

/// <summary>A model on the shelf. Immutable.</summary>
/// <param name="Id">The first 16 digits of <paramref name="Sha256"/>.</param>
/// <param name="Sha256">Of the model itself, 64 hexadecimal digits.</param>
/// <param name="Turn">Higher than that of every model which was added before; no time, because clocks jump. 0 for those of older recorders.</param>
public sealed record DetectionModel(string Id, string Sha256, long Bytes, ModelManifest Manifest, long Turn = 0)
{
    /// <summary>Whether this is the other as it was added, manifest included: whoever adds a model again may bring another manifest.</summary>
    public bool IsSame(DetectionModel? other) => other is not null && (other.Id, other.Turn) == (Id, Turn);
}

/// <summary>Source-generated JSON of them.</summary>
[JsonSerializable(typeof(DetectionModel))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UseStringEnumConverter = true)]
internal sealed partial class ModelJson : JsonSerializerContext;
