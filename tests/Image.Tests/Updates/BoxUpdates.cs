using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Updates;

/// <summary>Updates as somebody at the page does them: the file is sent, its version typed, the recorder restarted.</summary>
internal static class BoxUpdates
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>All three; returns when the page is there again.</summary>
    public static async Task UpdateAsync(this ImageBox box, string file)
    {
        await box.InstallAsync(await box.SendAsync(file));
        await box.RestartAsync();
    }

    /// <summary>The version that the box read in it.</summary>
    public static async Task<string> SendAsync(this ImageBox box, string file)
    {
        using HttpResponseMessage answer = await box.TrySendAsync(file);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var sent = JsonDocument.Parse(text);
        return sent.RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>The answer whatever it is; the caller disposes it.</summary>
    public static async Task<HttpResponseMessage> TrySendAsync(this ImageBox box, string file)
    {
        using HttpClient http = ImageGuest.OpenPatiently(box.Api);
        using var content = new StreamContent(File.OpenRead(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await http.PutAsync(new Uri("box/update/sent", UriKind.Relative), content);
    }

    /// <summary>Returns when what was sent is installed; the box still runs what it ran.</summary>
    public static async Task InstallAsync(this ImageBox box, string version)
    {
        JsonElement end = await EndOfAsync(box, version);
        Assert.True(end.GetProperty("state").GetString() == "installed", end.ToString());
    }

    /// <summary>The same for what is not as it was sent; returns what the box says of it.</summary>
    public static async Task<string> FailsToInstallAsync(this ImageBox box, string version)
    {
        JsonElement end = await EndOfAsync(box, version);
        Assert.True(end.GetProperty("state").GetString() == "failed", end.ToString());
        return end.GetProperty("sentence").GetString()!;
    }

    /// <summary>By the button; returns when the page is there again.</summary>
    public static async Task RestartAsync(this ImageBox box)
    {
        int said = box.Guest.ConsoleText.Length;
        await box.Api.SendAsync(HttpMethod.Post, "box/restart", null);
        await box.AwaitRestartAsync(said);
    }

    /// <summary>Waits until the boot loader has started a system, after so many letters of the console, and its page is there.</summary>
    public static async Task AwaitRestartAsync(this ImageBox box, int said)
    {
        await box.Guest.WaitForConsoleAsync("Starting system ", said, s_patience);
        await box.OpenAsync();
    }

    /// <summary>The system that runs.</summary>
    public static async Task<JsonElement> SystemAsync(this ImageBox box) => (await box.Api.GetAsync("box/update")).GetProperty("system");

    /// <summary>The system that runs, once the boot loader was told that it is good.</summary>
    public static async Task<JsonElement> ProvenAsync(this ImageBox box)
    {
        JsonElement system = default;
        await Wait.UntilAsync(async () => (system = await box.SystemAsync()).GetProperty("state").GetString() == "proven", s_patience, () => $"the system is proven: {system}\n{box.Guest.ConsoleText}");
        return system;
    }

    public static (string? Version, string? Slot) Running(JsonElement system) => (system.GetProperty("version").GetString(), system.GetProperty("slot").GetString());

    public static string? StateOfLast(JsonElement system) => system.GetProperty("last") is { ValueKind: JsonValueKind.Object } last ? last.GetProperty("state").GetString() : null;

    private static async Task<JsonElement> EndOfAsync(ImageBox box, string version)
    {
        await box.Api.SendAsync(HttpMethod.Post, "box/update/sent/install", new JsonObject { ["confirm"] = version });
        JsonElement update = default;
        await Wait.UntilAsync(async () => (update = (await box.Api.GetAsync("cargo")).GetProperty("update")).GetProperty("state").GetString() != "installing", s_patience, () => $"the installation of {version} ends: {update}");
        return update;
    }
}
