using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nvr.Web.Tests.OpenApi;

/// <summary>The committed description of the API, of which the page's types are made.</summary>
internal static class DescriptionFile
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<JsonNode> s_committed = new(Read);

    public static string Place { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "../../../firmware/Nvr.Web/ui/openapi.json"));

    public static JsonNode Committed => s_committed.Value;

    /// <summary>What the program says of itself, on a simulated board, which can do everything, and without its version.</summary>
    public static async Task<string> AskAsync()
    {
        await using TestBox box = await TestBox.StartAsync(options => options with { Simulated = true, ProductVersion = "any" });
        // Not one that compares: there may be nothing yet to compare with.
        using HttpClient client = new() { BaseAddress = box.Address };
        return JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!.ToJsonString(s_readable) + "\n";
    }

    private static JsonNode Read() => JsonNode.Parse(File.ReadAllText(Place))!;

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
