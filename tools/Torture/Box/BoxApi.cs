using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;

namespace Torture.Box;

/// <summary>
/// The administrator's view of a running nvrd through its REST API. A new recorder is set up with its code first. Thread-safe. An answer
/// that is not a success throws <see cref="InvalidOperationException"/> with its text, except where a response is returned.
/// </summary>
public sealed class BoxApi : IDisposable
{
    public const string UserName = "installer";
    public const string Password = "correct horse 7";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;

    private BoxApi(HttpClient http) => _http = http;

    /// <summary>With the bearer token, for requests of the caller's own making.</summary>
    public HttpClient Http => _http;

    /// <param name="box">The recorder.</param>
    /// <param name="connect">How its port is reached; null where it is on this machine's own network.</param>
    public static Task<BoxApi> OpenAsync(NvrdProcess box, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) =>
        OpenAsync(box.Address, box.ReadSetupCodeAsync, new SocketsHttpHandler { ConnectCallback = connect });

    /// <summary>A recorder that is no process of this machine; the setup code is asked for only if it is needed.</summary>
    public static async Task<BoxApi> OpenAsync(Uri address, Func<CancellationToken, Task<string?>> setupCode, SocketsHttpHandler handler)
    {
        // A cookie would make the requests look like a browser's, which has to prove its origin.
        handler.UseCookies = false;
        var api = new BoxApi(new HttpClient(handler) { BaseAddress = new Uri(address, "/api/v1/"), Timeout = s_patience });
        using var limit = new CancellationTokenSource(s_patience);
        JsonElement state = await api.GetAsync("setup").ConfigureAwait(false);
        if (state.GetProperty("needsSetup").GetBoolean())
        {
            string code = await setupCode(limit.Token).ConfigureAwait(false) ?? throw new InvalidOperationException("nvrd printed no setup code.");
            await api.SendAsync(HttpMethod.Post, "setup", Body(("code", code), ("userName", UserName), ("password", Password))).ConfigureAwait(false);
        }
        var login = Body(("userName", UserName), ("password", Password));
        login["token"] = true;
        JsonElement session = await api.SendAsync(HttpMethod.Post, "sessions", login).ConfigureAwait(false);
        api._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("token").GetString());
        return api;
    }

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using HttpResponseMessage answer = await AskAsync(method, path, body?.ToJsonString()).ConfigureAwait(false);
        string text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        }
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return document.RootElement.Clone();
    }

    /// <summary>The answer whatever its status; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        return await _http.SendAsync(request).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<CameraReading>> CamerasAsync()
    {
        JsonElement answer = await GetAsync("cameras").ConfigureAwait(false);
        return [.. answer.GetProperty("cameras").EnumerateArray().Select(CameraReading.Of)];
    }

    public async Task<CameraReading> CameraAsync(string name) =>
        (await CamerasAsync().ConfigureAwait(false)).Single(c => c.Name == name);

    public async Task<CameraReading> AddCameraAsync(string name, Uri url) =>
        CameraReading.Of(await SendAsync(HttpMethod.Post, "cameras", Body(("name", name), ("mainUrl", url.OriginalString))).ConfigureAwait(false));

    public async Task<RecordingsReading> RecordingsAsync(string cameraId, UtcRange range, string stream = "main") =>
        RecordingsReading.Of(await GetAsync($"cameras/{cameraId}/recordings?from={range.Start}&to={range.End}&stream={stream}").ConfigureAwait(false));

    /// <summary>Everything recorded within an hour of now, on the clock of this process.</summary>
    public Task<RecordingsReading> RecentAsync(string cameraId, string stream = "main")
    {
        UtcTime now = UtcTime.From(TimeProvider.System.GetUtcNow());
        return RecordingsAsync(cameraId, new UtcRange(now.Plus(-3_600_000_000), now.Plus(3_600_000_000)), stream);
    }

    /// <summary>Waits until each camera's main stream has so many seconds of durable footage.</summary>
    public async Task WaitForFootageAsync(IReadOnlyCollection<string> names, double seconds, TimeSpan limit)
    {
        string lacking = "";
        await Wait.UntilAsync(
            async () =>
            {
                lacking = await LackingAsync(names, seconds).ConfigureAwait(false);
                return lacking.Length == 0;
            },
            limit,
            () => $"{seconds} s of footage of {lacking}").ConfigureAwait(false);
    }

    public async Task WaitForStateAsync(string name, string state, TimeSpan limit)
    {
        StreamReading? last = null;
        await Wait.UntilAsync(
            async () =>
            {
                last = (await CameraAsync(name).ConfigureAwait(false)).Main;
                return last.State == state;
            },
            limit,
            () => $"{name} is {state}; it is {last?.State} ({last?.Sentence})").ConfigureAwait(false);
    }

    public async Task DownloadAsync(string path, string file)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using FileStream output = File.Create(file);
        await answer.Content.CopyToAsync(output).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> LackingAsync(IReadOnlyCollection<string> names, double seconds)
    {
        List<string> lacking = [];
        foreach (CameraReading camera in (await CamerasAsync().ConfigureAwait(false)).Where(c => names.Contains(c.Name)))
        {
            RecordingsReading found = await RecentAsync(camera.Id).ConfigureAwait(false);
            if (found.Seconds < seconds)
            {
                lacking.Add($"{camera.Name} ({found.Seconds:0.0} s, {camera.Main.State}: {camera.Main.Sentence})");
            }
        }
        return string.Join(", ", lacking);
    }

    private static JsonObject Body(params (string Name, string Value)[] members)
    {
        var body = new JsonObject();
        foreach ((string name, string value) in members)
        {
            body[name] = JsonValue.Create(value);
        }
        return body;
    }
}
