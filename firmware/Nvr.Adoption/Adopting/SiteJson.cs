using System.Text.Json.Serialization;

namespace Nvr.Adoption.Adopting;

/// <summary>How the site's settings file is read and written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SiteDocument))]
internal sealed partial class SiteJson : JsonSerializerContext;
