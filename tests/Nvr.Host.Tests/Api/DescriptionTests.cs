using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Nvr.Web.Tests.OpenApi;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Api;

/// <summary>What the published program says of its API: compiled ahead of time it must know as much of itself as when it is tested, and must keep to it with real rooms behind it.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task Description_OfThePublishedProgram_IsTheCommittedOneAndItsAnswersKeepToIt()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        JsonNode committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "firmware/Nvr.Web/ui/openapi.json")))!;
        JsonNode said = (await AskAsync(api, "/api/v1/openapi.json"))!;
        said["info"]!["version"] = committed["info"]!["version"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(committed, said), "The published program describes itself otherwise than firmware/Nvr.Web/ui/openapi.json.");

        await DoAsync(api, HttpMethod.Put, "disks/bays/1/simulated", """{"bytes":4000000000000}""");
        await DoAsync(api, HttpMethod.Post, "sticks/simulated", "{}");
        int compared = 0;
        foreach ((string path, JsonNode shape) in Readable(committed))
        {
            string? fault = JsonShape.FaultOf(await AskAsync(api, path), shape, committed);
            Assert.True(fault is null, $"The answer to {path}: {fault}");
            compared++;
        }
        Assert.True(compared >= 20, $"only {compared} addresses were compared");
    }

    // What can be asked for by its address alone.
    private static IEnumerable<(string Path, JsonNode Shape)> Readable(JsonNode document) => document["paths"]!.AsObject()
        .Where(p => p.Value!["get"] is { } get && !get["parameters"]!.AsArray().Any(a => a!["required"]!.GetValue<bool>()))
        .Select(p => (p.Key, Shape: p.Value!["get"]!["responses"]!["200"]?["content"]?["application/json"]?["schema"]!))
        .Where(p => p.Shape is not null);

    private static async Task<JsonNode?> AskAsync(BoxApi api, string path) =>
        JsonNode.Parse(await api.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    private static async Task DoAsync(BoxApi api, HttpMethod method, string path, string body)
    {
        using HttpResponseMessage answer = await api.AskAsync(method, path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
