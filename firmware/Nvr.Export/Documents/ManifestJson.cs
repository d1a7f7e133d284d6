using System.Text.Json.Serialization;

namespace Nvr.Export.Documents;

/// <summary>The manifest as JSON. Everything beyond ASCII, and whatever has a meaning in HTML, is escaped: it can stand in a page as it is.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
