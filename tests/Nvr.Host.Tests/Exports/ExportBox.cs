using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Clock;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Exports;

/// <summary>A recorder on a copy of recorded footage, and its exports.</summary>
internal sealed class ExportBox : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Scratch scratch = new();
    private NvrdProcess? box;
    private BoxApi? api;
    private FakedClock? clock;
    private string? elsewhere;

    public BoxApi Api => api!;

    public NvrdProcess Box => box!;

    public string Data => elsewhere ?? scratch.Data;

    /// <summary>Only where the box was started with one.</summary>
    public FakedClock Clock => clock!;

    public string At(string name) => scratch.At(name);

    /// <param name="recorded">What is copied.</param>
    /// <param name="withClock">With a clock that can be set.</param>
    /// <param name="data">Where to, if not to a directory of the test's own.</param>
    public static async Task<ExportBox> StartAsync(RecordedBox recorded, bool withClock = false, string? data = null)
    {
        var made = new ExportBox { elsewhere = data };
        made.clock = withClock ? await FakedClock.MakeAsync(made.scratch, TimeSpan.Zero) : null;
        await recorded.CopyToAsync(made.Data);
        await made.StartAgainAsync();
        return made;
    }

    public async Task StartAgainAsync()
    {
        box = await NvrdProcess.StartAsync(new NvrdStart(Data) { Environment = clock?.Environment ?? new Dictionary<string, string>() });
        api?.Dispose();
        api = await BoxApi.OpenAsync(box);
    }

    public async Task KillAsync() => await box!.KillAsync();

    /// <summary>Orders an export and returns its id.</summary>
    public async Task<string> OrderAsync(UtcRange range, string form, params string[] cameras)
    {
        var ids = new JsonArray();
        foreach (string camera in cameras)
        {
            ids.Add((JsonNode?)(await Api.CameraAsync(camera)).Id);
        }
        JsonElement ordered = await Api.SendAsync(HttpMethod.Post, "exports", new JsonObject
        {
            ["cameras"] = ids, ["from"] = range.Start.ToString(), ["to"] = range.End.ToString(), ["form"] = form, ["reason"] = "A test.",
        });
        return ordered.GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> WaitForEndAsync(string id)
    {
        JsonElement export = default;
        await Wait.UntilAsync(
            async () => (export = await FindAsync(id)).GetProperty("state").GetString() is "ready" or "failed", Patience, () => $"the end of the export; it is {export}\n{Box.Log}");
        return export;
    }

    public async Task<JsonElement> FindAsync(string id) =>
        (await Api.GetAsync("exports")).GetProperty("exports").EnumerateArray().Single(e => e.GetProperty("id").GetString() == id);

    public async Task<string> DownloadAsync(string id, string name)
    {
        await Api.DownloadAsync($"exports/{id}/file", At(name));
        return At(name);
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
        scratch.Dispose();
    }
}
