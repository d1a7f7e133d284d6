using System.Text.Json.Nodes;
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
    public static JsonObject Build(IEnumerable<RouteEndpoint> routes, string version)
    {
        SchemaBook shapes = new();
        JsonObject paths = [];
        foreach (RouteEndpoint route in routes.Where(r => r.Metadata.GetMetadata<RouteDescription>() is not null).OrderBy(PathOf, StringComparer.Ordinal))
        {
            JsonObject path = paths[PathOf(route)] as JsonObject ?? [];
            paths[PathOf(route)] = path;
            foreach (string method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                path[method.ToLowerInvariant()] = Operation(route, route.Metadata.GetMetadata<RouteDescription>()!, shapes);
            }
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "NvrAppliance", ["version"] = version, ["description"] = "Times are RFC 3339 in UTC. Errors are RFC 9457 problem details." },
            ["paths"] = paths,
            ["components"] = Components(shapes),
        };
    }

    public static string PathOf(RouteEndpoint route) => "/" + (route.RoutePattern.RawText ?? "").TrimStart('/');

    private static JsonObject Operation(RouteEndpoint route, RouteDescription says, SchemaBook shapes)
    {
        RouteRole? access = route.Metadata.GetMetadata<RouteRole>();
        JsonObject operation = new()
        {
            ["summary"] = says.Summary,
            ["parameters"] = Parameters(route, says),
            ["responses"] = new JsonObject
            {
                [says.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Answer(says, shapes),
                ["default"] = new JsonObject { ["description"] = "A problem", ["content"] = Content("application/problem+json", shapes.Answer(ApiJson.Wire.Problem)) },
            },
            ["security"] = access?.Role is null ? new JsonArray() : new JsonArray(Needs("bearer"), Needs("cookie")),
            ["x-role"] = access?.Role is { } role ? Words.Of(role) : "anonymous",
        };
        if (says.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", shapes.Body(body)) };
        }
        return operation;
    }

    private static JsonObject Needs(string scheme) => new() { [scheme] = new JsonArray() };

    private static JsonArray Parameters(RouteEndpoint route, RouteDescription says)
    {
        JsonArray list = [];
        foreach (RoutePatternParameterPart part in route.RoutePattern.Parameters)
        {
            list.Add((JsonNode)new JsonObject { ["name"] = part.Name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        }
        foreach (QueryParameter parameter in says.Query)
        {
            list.Add((JsonNode)parameter.ToJson());
        }
        return list;
    }

    private static JsonObject Answer(RouteDescription says, SchemaBook shapes)
    {
        JsonObject answer = new() { ["description"] = says.Summary };
        JsonObject content = says.Answer is { } shape ? Content("application/json", shapes.Answer(shape)) : [];
        if (says.AnswerType is { } type)
        {
            content[type] = new JsonObject();
        }
        if (content.Count > 0)
        {
            answer["content"] = content;
        }
        return answer;
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Components(SchemaBook shapes) => new()
    {
        ["schemas"] = shapes.ToJson(),
        ["securitySchemes"] = new JsonObject
        {
            ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
            ["cookie"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "__Host-nvr" },
        },
    };
}
