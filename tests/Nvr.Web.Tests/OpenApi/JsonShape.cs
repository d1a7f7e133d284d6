using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nvr.Web.Tests.OpenApi;

/// <summary>Whether JSON has a shape, as far as the description of the API describes shapes: types, members, words. Stricter than JSON Schema: a member that is not described is a fault.</summary>
internal static class JsonShape
{
    /// <summary>What is wrong, and where; null where nothing is.</summary>
    public static string? FaultOf(JsonNode? json, JsonNode schema, JsonNode document, string at = "$")
    {
        if (schema["$ref"] is { } reference)
        {
            return FaultOf(json, Resolve(reference.GetValue<string>(), document), document, at);
        }
        if (schema["anyOf"] is JsonArray choices)
        {
            string?[] faults = [.. choices.Select(c => FaultOf(json, c!, document, at))];
            return faults.Contains(null) ? null : faults[0];
        }
        string type = TypeOf(json);
        return !TypesOf(schema).Any(t => t == type || (t == "number" && type == "integer")) ? $"{at} is {type}, not {string.Join(" or ", TypesOf(schema))}"
            : schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, json)) ? $"{at} is {json?.ToJsonString() ?? "null"}, not one of {words.ToJsonString()}"
            : json switch
            {
                JsonObject members => FaultOfMembers(members, schema, document, at),
                JsonArray items => items.Select((item, i) => FaultOf(item, schema["items"]!, document, $"{at}[{i}]")).FirstOrDefault(f => f is not null),
                _ => null,
            };
    }

    private static string? FaultOfMembers(JsonObject members, JsonNode schema, JsonNode document, string at)
    {
        JsonObject described = schema["properties"]?.AsObject() ?? [];
        string? missing = (schema["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>()).FirstOrDefault(n => !members.ContainsKey(n));
        return missing is not null ? $"{at}.{missing} is missing"
            : members.Select(m => described[m.Key] is { } shape ? FaultOf(m.Value, shape, document, $"{at}.{m.Key}") : $"{at}.{m.Key} is not described").FirstOrDefault(f => f is not null);
    }

    private static JsonNode Resolve(string reference, JsonNode document) => reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, part) => node[part]!);

    private static IEnumerable<string> TypesOf(JsonNode schema) => schema["type"] is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [schema["type"]!.GetValue<string>()];

    private static string TypeOf(JsonNode? json) => json?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => decimal.IsInteger(decimal.Parse(json.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)) ? "integer" : "number",
        _ => "boolean",
    };
}
