using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Nvr.Web.Tests.OpenApi;

/// <summary>Whether what stands behind the question mark of an address is what the description says of it: names, types, words, and what may be given several times.</summary>
internal static class QueryShape
{
    /// <summary>What is wrong; null where nothing is.</summary>
    public static string? FaultOf(string? query, JsonNode operation)
    {
        Dictionary<string, StringValues> asked = QueryHelpers.ParseQuery(query);
        Dictionary<string, JsonNode> described = operation["parameters"]!.AsArray().Where(p => Said(p!, "in") == "query").ToDictionary(p => Said(p!, "name"), p => p!);
        return described.Values.Where(p => p["required"]!.GetValue<bool>() && !asked.ContainsKey(Said(p, "name"))).Select(p => $"'{Said(p, "name")}' is missing").FirstOrDefault()
            ?? asked.Select(a => described.TryGetValue(a.Key, out JsonNode? parameter) ? FaultOf(a.Key, a.Value, parameter["schema"]!) : $"'{a.Key}' is not described").FirstOrDefault(f => f is not null);
    }

    private static string? FaultOf(string name, StringValues values, JsonNode schema)
    {
        bool isList = Said(schema, "type") == "array";
        JsonNode one = isList ? schema["items"]! : schema;
        return !isList && values.Count > 1 ? $"'{name}' is given several times"
            : values.Where(v => !string.IsNullOrEmpty(v) && !Fits(v, one)).Select(v => $"'{name}' is {v}, not {one.ToJsonString()}").FirstOrDefault();
    }

    private static bool Fits(string value, JsonNode schema) => schema["enum"] is JsonArray words ? words.Any(w => w!.GetValue<string>() == value) : Said(schema, "type") switch
    {
        "integer" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "number" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => schema["format"] is null || DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
    };

    private static string Said(JsonNode node, string key) => node[key]!.GetValue<string>();
}
