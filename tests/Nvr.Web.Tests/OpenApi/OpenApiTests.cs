using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Recording.Cameras;
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
    public async Task Document_Bodies_HaveTheFieldsThatAreReadAndNeedThoseThatMustNotBeMissing()
    {
        JsonObject shapes = await ShapesAsync();
        Assert.Equal(
            ["enabled", "eventRetainDays", "mainUrl", "motion", "name", "password", "recordAudio", "recording", "retainBytes", "retainDays", "subUrl", "transport", "userName"],
            shapes["CameraBody"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["name", "mainUrl"], Needed(shapes, "CameraBody"));
        Assert.Equal(["locating"], Needed(shapes, "LocateBody"));
        Assert.Equal(["userName", "password"], Needed(shapes, "LoginBody"));
        Assert.Empty(Needed(shapes, "AdoptBody"));
        Assert.Contains("first point to its last", Said(shapes, "TripwireBody", "direction"), StringComparison.Ordinal);
        Assert.Contains("5 to 3600", Said(shapes, "MotionZoneBody", "loiterSeconds"), StringComparison.Ordinal);
        Assert.False(shapes["CameraBody"]!["additionalProperties"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("/api/v1/panel/locating", "locating")]
    [InlineData("/api/v1/disks/bays/1/locating", "locating")]
    [InlineData("/api/v1/box/set-up", "isOver")]
    [InlineData("/api/v1/box/set-up/disks", "passed")]
    public async Task Body_WithoutTheSwitchThatItIsAbout_IsRefusedAndNotReadAsOff(string address, string field)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        using HttpResponseMessage answer = await admin.PutAsync(address, TestBox.Body(new { }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_Answers_HaveAllTheirMembersAndTellWhichMayBeNull()
    {
        JsonObject shapes = await ShapesAsync();
        Assert.Equal(shapes["Camera"]!["properties"]!.AsObject().Select(p => p.Key), Needed(shapes, "Camera"));
        Assert.Equal("""["boolean","null"]""", shapes["Camera"]!["properties"]!["canTalk"]!["type"]!.ToJsonString());
        Assert.Equal("boolean", shapes["Camera"]!["properties"]!["enabled"]!["type"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/CameraSettings", shapes["Camera"]!["properties"]!["settings"]!["anyOf"]![0]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/Stream", shapes["Camera"]!["properties"]!["streams"]!["items"]!["$ref"]!.GetValue<string>());
        Assert.Equal("string", shapes["Panel"]!["properties"]!["buttons"]!["items"]!["type"]!.GetValue<string>());
        // It is left out where there is no word for the failure.
        Assert.DoesNotContain("kind", Needed(shapes, "Problem"));
    }

    [Fact]
    public async Task Document_Words_AreThoseThatTheProgramHas()
    {
        JsonObject shapes = await ShapesAsync();
        Assert.Equal(Enum.GetValues<CameraState>().Select(Words.Of), Enumerated(shapes["Stream"]!["properties"]!["state"]!));
        Assert.Equal(["box", "disks", "cameras", "sheet", null], Enumerated(shapes["SetUpProgress"]!["properties"]!["next"]!));
        Assert.Contains("brown", Enumerated(shapes["Event"]!["properties"]!["colours"]!["items"]!));
        Assert.DoesNotContain("none", Enumerated(shapes["Event"]!["properties"]!["colours"]!["items"]!));
    }

    [Fact]
    public async Task Document_References_AreThereAndEveryShapeIsReferredTo()
    {
        JsonNode document = await DocumentAsync();
        IEnumerable<string> names = document["components"]!["schemas"]!.AsObject().Select(p => "#/components/schemas/" + p.Key);
        IEnumerable<string> referred = Regex.Matches(document.ToJsonString(), "\"\\$ref\":\"([^\"]*)\"").Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(names.Order(StringComparer.Ordinal), referred.Order(StringComparer.Ordinal));
    }

    private static async Task<JsonNode> DocumentAsync()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient client = box.NewClient();
        return JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!;
    }

    private static async Task<JsonObject> ShapesAsync() => (await DocumentAsync())["components"]!["schemas"]!.AsObject();

    private static IEnumerable<string> Needed(JsonObject shapes, string name) => (shapes[name]!["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>());

    private static IEnumerable<string?> Enumerated(JsonNode shape) => shape["enum"]!.AsArray().Select(w => w?.GetValue<string>());

    private static string Said(JsonObject shapes, string name, string field) => shapes[name]!["properties"]![field]!["description"]!.GetValue<string>();

    // Everything but the page's files, which are found by looking.
    private static bool IsApi(RouteEndpoint route) =>
        OpenApiDocument.PathOf(route).StartsWith("/api/", StringComparison.Ordinal) || OpenApiDocument.PathOf(route) == "/metrics";
}
