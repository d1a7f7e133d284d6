using System.Text.Json.Nodes;

namespace Nvr.Web.OpenApi;

/// <summary>A query parameter of a route, for its description; the route itself reads it, and says what is wrong with it. Immutable.</summary>
/// <param name="Name">One that ends in ! is required.</param>
/// <param name="Meaning">For whoever writes a client.</param>
internal sealed record QueryParameter(string Name, string Meaning)
{
    /// <summary>May be given several times, for several.</summary>
    public bool IsList { get; init; }

    private string Type { get; init; } = "string";

    private string? Format { get; init; }

    private IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Text of any kind.</summary>
    public static implicit operator QueryParameter((string Name, string Meaning) text) => new(text.Name, text.Meaning);

    public static QueryParameter Whole(string name, string meaning) => new(name, meaning) { Type = "integer" };

    public static QueryParameter Number(string name, string meaning) => new(name, meaning) { Type = "number" };

    /// <summary>RFC 3339 with its zone.</summary>
    public static QueryParameter Time(string name, string meaning) => new(name, meaning) { Format = "date-time" };

    public static QueryParameter OneOf(string name, string meaning, params IReadOnlyList<string> words) => new(name, meaning) { Words = words };

    public JsonObject ToJson() => new()
    {
        ["name"] = Name.TrimEnd('!'),
        ["in"] = "query",
        ["required"] = Name.EndsWith('!'),
        ["schema"] = IsList ? new JsonObject { ["type"] = "array", ["items"] = One() } : One(),
        ["description"] = Meaning,
    };

    private JsonObject One()
    {
        JsonObject one = new() { ["type"] = Type };
        if (Format is not null)
        {
            one["format"] = Format;
        }
        if (Words.Count > 0)
        {
            one["enum"] = new JsonArray([.. Words.Select(w => (JsonNode?)w)]);
        }
        return one;
    }
}
