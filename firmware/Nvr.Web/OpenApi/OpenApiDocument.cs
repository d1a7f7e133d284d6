using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Nvr.Web.Access;
using Nvr.Web.Api;

namespace Nvr.Web.OpenApi;

/// <summary>
/// Describes every route of the program as OpenAPI 3.1, out of the routes themselves: address, method, role, and the JSON shapes from the source-generated
/// metadata that also reads and writes them, so that the document cannot drift from the code. Any thread.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly JsonSchemaExporterOptions s_described = new() { TransformSchemaNode = Described };

    public static JsonObject Build(IEnumerable<RouteEndpoint> routes, string version)
    {
        JsonObject paths = [];
        foreach (RouteEndpoint route in routes.Where(r => r.Metadata.GetMetadata<RouteDescription>() is not null).OrderBy(PathOf, StringComparer.Ordinal))
        {
            JsonObject path = paths[PathOf(route)] as JsonObject ?? [];
            paths[PathOf(route)] = path;
            foreach (string method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                path[method.ToLowerInvariant()] = Operation(route, route.Metadata.GetMetadata<RouteDescription>()!);
            }
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "NvrAppliance", ["version"] = version, ["description"] = "Times are RFC 3339 in UTC. Errors are RFC 9457 problem details." },
            ["paths"] = paths,
            ["components"] = Components(),
        };
    }

    public static string PathOf(RouteEndpoint route) => "/" + (route.RoutePattern.RawText ?? "").TrimStart('/');

    private static JsonObject Operation(RouteEndpoint route, RouteDescription says)
    {
        RouteRole? access = route.Metadata.GetMetadata<RouteRole>();
        JsonObject operation = new()
        {
            ["summary"] = says.Summary,
            ["parameters"] = Parameters(route, says),
            ["responses"] = new JsonObject
            {
                [says.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Answer(says),
                ["default"] = new JsonObject { ["description"] = "A problem", ["content"] = Content("application/problem+json", ApiJson.Wire.Problem) },
            },
            ["security"] = access?.Role is null ? new JsonArray() : new JsonArray(Needs("bearer"), Needs("cookie")),
            ["x-role"] = access?.Role is { } role ? Words.Of(role) : "anonymous",
        };
        if (says.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", body) };
        }
        return operation;
    }

    private static JsonObject Needs(string scheme) => new() { [scheme] = new JsonArray() };

    private static JsonArray Parameters(RouteEndpoint route, RouteDescription says)
    {
        JsonArray list = [];
        foreach (RoutePatternParameterPart part in route.RoutePattern.Parameters)
        {
            list.Add((JsonNode)Parameter(part.Name, "path", true, null));
        }
        foreach ((string name, string meaning) in says.Query)
        {
            list.Add((JsonNode)Parameter(name.TrimEnd('!'), "query", name.EndsWith('!'), meaning));
        }
        return list;
    }

    private static JsonObject Parameter(string name, string place, bool required, string? meaning)
    {
        JsonObject parameter = new() { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (meaning is not null)
        {
            parameter["description"] = meaning;
        }
        return parameter;
    }

    private static JsonObject Answer(RouteDescription says)
    {
        JsonObject answer = new() { ["description"] = says.Summary };
        if (says.Answer is { } shape)
        {
            answer["content"] = Content("application/json", shape);
        }
        else if (says.AnswerType is { } type)
        {
            answer["content"] = new JsonObject { [type] = new JsonObject() };
        }
        return answer;
    }

    private static JsonObject Content(string type, JsonTypeInfo shape) =>
        new() { [type] = new JsonObject { ["schema"] = JsonSchemaExporter.GetJsonSchemaAsNode(shape, s_described) } };

    // What a field's name does not say.
    private static JsonNode Described(JsonSchemaExporterContext place, JsonNode schema)
    {
        if (schema is JsonObject shape && place.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false) is [DescriptionAttribute says, ..])
        {
            shape.Insert(0, "description", says.Description);
        }
        return schema;
    }

    private static JsonObject Components() => new()
    {
        ["securitySchemes"] = new JsonObject
        {
            ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
            ["cookie"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "__Host-nvr" },
        },
    };
}
