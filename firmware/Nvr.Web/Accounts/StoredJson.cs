using System.Text.Json.Serialization;

namespace Nvr.Web.Accounts;

/// <summary>The shapes on disk; apart from the API's, so that neither changes with the other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AccountFile))]
[JsonSerializable(typeof(SessionFile))]
internal sealed partial class StoredJson : JsonSerializerContext;
