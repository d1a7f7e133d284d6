using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Updates;

/// <summary>What an administrator does with updates of a recorder that runs.</summary>
internal static class UpdateBox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task<(HttpStatusCode Status, string Text)> SendAsync(BoxApi api, string version) =>
        SendAsync(api, System.Text.Encoding.UTF8.GetBytes($$"""{"version":"{{version}}","compatible":"simulated"}"""));

    public static async Task<(HttpStatusCode Status, string Text)> SendAsync(BoxApi api, byte[] bundle)
    {
        using var content = new ByteArrayContent(bundle);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage answer = await api.Http.PutAsync("box/update/sent", content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Installs the one that was sent, until the updater says that it is whole.</summary>
    public static async Task InstallAsync(BoxApi api, string version)
    {
        await api.SendAsync(HttpMethod.Post, "box/update/sent/install", new JsonObject { ["confirm"] = version });
        JsonElement update = default;
        await Wait.UntilAsync(async () => (update = (await api.GetAsync("cargo")).GetProperty("update")).GetProperty("state").GetString() != "installing", Patience, () => $"the end of the update {update}");
        Assert.True(update.GetProperty("state").GetString() == "installed", update.ToString());
    }

    public static async Task<JsonElement> SystemAsync(BoxApi api) => (await api.GetAsync("box/update")).GetProperty("system");

    /// <summary>The system once the last update came to this.</summary>
    public static async Task<JsonElement> WaitForLastAsync(BoxApi api, NvrdProcess box, string state)
    {
        JsonElement system = default;
        await Wait.UntilAsync(
            async () => (system = await SystemAsync(api)).GetProperty("last") is { ValueKind: JsonValueKind.Object } last && last.GetProperty("state").GetString() == state, Patience, () => $"the last update is {state}: {system}\n{box.Log}");
        return system;
    }

    /// <summary>The system once the boot loader was told that it is good.</summary>
    public static async Task<JsonElement> WaitUntilProvenAsync(BoxApi api, NvrdProcess box)
    {
        JsonElement system = default;
        await Wait.UntilAsync(async () => (system = await SystemAsync(api)).GetProperty("state").GetString() == "proven", Patience, () => $"this system is proven: {system}\n{box.Log}");
        return system;
    }

    /// <summary>What the recorder itself has done by its list, once it has done anything: that an update has proven itself is written there a moment after it has.</summary>
    public static async Task<string[]> WaitForDeedsAsync(BoxApi api, NvrdProcess box)
    {
        string[] deeds = [];
        await Wait.UntilAsync(async () => (deeds = await DeedsAsync(api)).Length > 0, Patience, () => $"the list says what was done\n{box.Log}");
        return deeds;
    }

    public static async Task<string[]> HealthAsync(BoxApi api) =>
        [.. (await api.GetAsync("health")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("part").GetString() == "update").Select(i => i.GetProperty("sentence").GetString()!)];

    private static async Task<string[]> DeedsAsync(BoxApi api) =>
        [.. (await api.GetAsync("audit")).GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("place").GetString() == "").Select(e => $"{e.GetProperty("deed").GetString()}: {e.GetProperty("subject").GetString()}")];
}
