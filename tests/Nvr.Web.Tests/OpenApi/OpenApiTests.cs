using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Web.OpenApi;
using Xunit;

namespace Nvr.Web.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_Always_ListsEveryRouteOfTheApiWithItsMethodsAndRole()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        JsonNode document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
        Assert.Equal("3.1.0", document["openapi"]!.GetValue<string>());
        List<RouteEndpoint> routes = [.. box.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsApi)];
        Assert.NotEmpty(routes);
        foreach (RouteEndpoint route in routes)
        {
            foreach (string method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                JsonNode? operation = document["paths"]![OpenApiDocument.PathOf(route)]?[method.ToLowerInvariant()];
                Assert.True(operation is not null, $"{method} {route.RoutePattern.RawText} is not described");
                Assert.False(string.IsNullOrEmpty(operation!["summary"]!.GetValue<string>()));
                Assert.NotNull(operation["x-role"]);
                Assert.Equal(route.RoutePattern.Parameters.Count, operation["parameters"]!.AsArray().Count(p => p!["in"]!.GetValue<string>() == "path"));
            }
        }
    }

    [Fact]
    public async Task Document_Bodies_HaveTheFieldsThatAreRead()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        JsonNode document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
        JsonNode schema = document["paths"]!["/api/v1/cameras"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        Assert.Equal(
            ["enabled", "eventRetainDays", "mainUrl", "motion", "name", "password", "recordAudio", "recording", "retainBytes", "retainDays", "subUrl", "transport", "userName"],
            schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Contains("first point to its last", Said(schema, "motion", "tripwires", "direction"), StringComparison.Ordinal);
        Assert.Contains("5 to 3600", Said(schema, "motion", "zones", "loiterSeconds"), StringComparison.Ordinal);
    }

    private static string Said(JsonNode body, string member, string list, string field) =>
        body["properties"]![member]!["properties"]![list]!["items"]!["properties"]![field]!["description"]!.GetValue<string>();

    // Everything but the page's files, which are found by looking.
    private static bool IsApi(RouteEndpoint route) =>
        OpenApiDocument.PathOf(route).StartsWith("/api/", StringComparison.Ordinal) || OpenApiDocument.PathOf(route) == "/metrics";
}
