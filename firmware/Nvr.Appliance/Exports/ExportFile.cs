using System.Text.Json.Serialization;

namespace Nvr.Appliance.Exports;

/// <summary>The content of <c>exports.json</c>.</summary>
internal sealed record ExportFile(IReadOnlyList<StoredExport> Exports)
{
    public bool Holds() => Exports.All(e => e is not null && e.Holds()) && Exports.DistinctBy(e => e.Id).Count() == Exports.Count;
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(ExportFile))]
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class ExportFileJson : JsonSerializerContext;
