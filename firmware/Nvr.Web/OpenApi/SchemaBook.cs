using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Nvr.Web.OpenApi;

/// <summary>
/// The JSON shapes of a document, each described once, under the name of its type without "Model" or "View". An answer has all its members, always; of a body those are needed that are marked as
/// <see cref="RequiredAttribute"/>, and those that can neither be null nor left out. A type is for answers or for bodies, because what is promised of the one is not asked of the other. One thread.
/// </summary>
internal sealed class SchemaBook
{
    private const string Null = "null";

    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions answers;
    private readonly JsonSchemaExporterOptions bodies;

    public SchemaBook()
    {
        answers = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (place, schema) => Shaped(place, schema, isAnswer: true) };
        bodies = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (place, schema) => Shaped(place, schema, isAnswer: false) };
    }

    /// <summary>What refers to the shape of something that is answered.</summary>
    public JsonNode Answer(JsonTypeInfo shape) => JsonSchemaExporter.GetJsonSchemaAsNode(shape, answers);

    /// <summary>What refers to the shape of something that is sent.</summary>
    public JsonNode Body(JsonTypeInfo shape) => JsonSchemaExporter.GetJsonSchemaAsNode(shape, bodies);

    /// <summary>All shapes that were referred to, by their names. To be asked for once.</summary>
    public JsonObject ToJson() => new(entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value.Schema)));

    private JsonNode Shaped(JsonSchemaExporterContext place, JsonNode schema, bool isAnswer)
    {
        if (schema is not JsonObject shape)
        {
            return schema;
        }
        JsonPropertyInfo? member = place.PropertyInfo;
        if (place.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            shape = Refer(Keep(place.TypeInfo, shape, isAnswer), isNullable: member is not null && CanBeNull(member) && !IsNeeded(member));
        }
        return member is null ? shape : Described(member, shape, isAnswer);
    }

    private string Keep(JsonTypeInfo type, JsonObject shape, bool isAnswer)
    {
        string name = NameOf(type.Type);
        if (entries.TryGetValue(name, out Entry? known))
        {
            return known.Type == type.Type && known.IsAnswer == isAnswer
                ? name
                : throw new InvalidOperationException($"'{name}' would describe {known.Type} and {type.Type}, or one of them both as an answer and as a body.");
        }
        string[] needed = [.. type.Properties.Where(p => isAnswer ? IsAlwaysSent(p) : IsNeeded(p) || (IsNamed(shape, p) && !CanBeNull(p))).Select(p => p.Name)];
        shape["type"] = "object";
        shape.Remove("required");
        if (needed.Length > 0)
        {
            shape["required"] = ListOf(needed);
        }
        if (isAnswer)
        {
            // Later versions may tell more.
            shape.Remove("additionalProperties");
        }
        entries.Add(name, new Entry(type.Type, isAnswer, shape));
        return name;
    }

    private static JsonObject Described(JsonPropertyInfo member, JsonObject shape, bool isAnswer)
    {
        if (isAnswer)
        {
            // That of the constructor, which no answer leaves to it.
            shape.Remove("default");
        }
        if (IsNeeded(member) && shape["type"] is JsonArray types)
        {
            shape["type"] = types.Select(t => t!.GetValue<string>()).Single(t => t != Null);
        }
        if (AttributeOf<OneOfAttribute>(member) is { } choice)
        {
            JsonObject text = shape["items"] as JsonObject ?? shape;
            IEnumerable<string?> words = choice.Words;
            text["enum"] = ListOf(text["type"] is JsonArray ? words.Append(null) : words);
        }
        if (AttributeOf<DescriptionAttribute>(member) is { } says)
        {
            shape.Insert(0, "description", says.Description);
        }
        return shape;
    }

    private static JsonObject Refer(string name, bool isNullable)
    {
        JsonObject reference = new() { ["$ref"] = $"#/components/schemas/{name}" };
        return isNullable ? new() { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = Null }) } : reference;
    }

    private static string NameOf(Type type) =>
        type.Name.EndsWith("Model", StringComparison.Ordinal) ? type.Name[..^"Model".Length]
        : type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^"View".Length]
        : type.Name;

    private static JsonArray ListOf(IEnumerable<string?> words) => [.. words.Select(w => (JsonNode?)w)];

    private static bool IsNamed(JsonObject shape, JsonPropertyInfo member) => shape["required"] is JsonArray names && names.Any(n => n!.GetValue<string>() == member.Name);

    private static bool CanBeNull(JsonPropertyInfo member) => member.IsGetNullable || member.IsSetNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null;

    private static bool IsNeeded(JsonPropertyInfo member) => AttributeOf<RequiredAttribute>(member) is not null;

    private static bool IsAlwaysSent(JsonPropertyInfo member) => AttributeOf<JsonIgnoreAttribute>(member) is null or { Condition: JsonIgnoreCondition.Never };

    private static T? AttributeOf<T>(ICustomAttributeProvider? provider)
        where T : Attribute => provider?.GetCustomAttributes(typeof(T), false) is [T found, ..] ? found : null;

    private static T? AttributeOf<T>(JsonPropertyInfo member)
        where T : Attribute => AttributeOf<T>(member.AttributeProvider);

    private sealed record Entry(Type Type, bool IsAnswer, JsonObject Schema);
}
