using System.Text.Json.Serialization;

namespace Nvr.Storage.Backups;

/// <summary>What a settings backup tells without its passphrase. Immutable; its texts are a stranger's until the backup was opened.</summary>
/// <param name="Box">The name of the recorder that made it.</param>
/// <param name="MadeAt">UTC, RFC 3339.</param>
/// <param name="Product">The version of the program that made it.</param>
public sealed record BackupHeader(string Box, string MadeAt, string Product);

/// <summary>What is encrypted in one: settings files by name. Immutable.</summary>
internal sealed record BackupContent(IReadOnlyDictionary<string, byte[]> Files);

/// <summary>Source-generated JSON of both.</summary>
[JsonSerializable(typeof(BackupHeader))]
[JsonSerializable(typeof(BackupContent))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class BackupJson : JsonSerializerContext;
