using System.Text.Json.Serialization;

namespace Nvr.Web.Box;

/// <summary>The content of <c>box.json</c>. Nulls are what nobody decided.</summary>
internal sealed record BoxFile(string? Name, string? TimeZone);

/// <summary>The content of <c>first-visit.json</c>: the steps that were gone through or left out, by their words, and whether somebody ended it.</summary>
internal sealed record FirstVisitFile(bool IsOver, IReadOnlyList<string> Passed);

/// <summary>Source-generated JSON of both.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BoxFile))]
[JsonSerializable(typeof(FirstVisitFile))]
internal sealed partial class BoxJson : JsonSerializerContext;
