using System.Text.Json.Serialization;
using Nvr.Web.Shares;

namespace Nvr.Web.Accounts;

/// <summary>
/// The shapes on disk; apart from the API's, so that neither changes with the other. A file in which a part is missing is damaged: taken for one
/// without accounts it would open set-up again.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountFile))]
[JsonSerializable(typeof(SessionFile))]
[JsonSerializable(typeof(ShareFile))]
internal sealed partial class StoredJson : JsonSerializerContext;
