using System.Text.Json.Serialization;

namespace Nvr.Export.Archives;

/// <summary>The plan of an archive as it is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ArchivePlan))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
