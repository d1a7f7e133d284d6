using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Bench.Processes;

namespace Bench.Recorders;

/// <summary>
/// <c>nvrd run</c> as a customer runs it: everything on, an administrator made with the setup code, nobody looking. Its page is asked
/// for figures only between measurements. Disposing ends it and deletes what it recorded.
/// </summary>
internal sealed class NvrdBox : RunningRecorder
{
    public const string UserName = "bench";
    public const string Password = "bench-bench-bench";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly HttpClient http;

    private NvrdBox(ChildProcess process, string directory, HttpClient http)
        : base("nvrd", directory, [process])
    {
        this.http = http;
    }

    public Uri Address => http.BaseAddress!;

    public int ProcessId => Processes[0].Id;

    /// <summary>Starts it; when this ends, its page answers, which says nothing about the cameras.</summary>
    /// <param name="more">Further words of its command line.</param>
    public static Task<NvrdBox> StartAsync(BenchOptions options, IReadOnlyList<Uri> cameras, string directory, CancellationToken cancellation, params string[] more)
    {
        IEnumerable<string> named = cameras.SelectMany((url, i) => new[] { "--camera", $"cam{i + 1}={url}" });
        return OpenAsync(options, Fresh(directory), [.. named, .. more], isNew: true, cancellation);
    }

    /// <summary>Ends it, lets something be done to its directory, and starts it again with the cameras that it knows. Dispose what comes back, not this one.</summary>
    public async Task<NvrdBox> RestartAsync(BenchOptions options, Action meanwhile, CancellationToken cancellation)
    {
        http.Dispose();
        await Processes[0].DisposeAsync();
        meanwhile();
        return await OpenAsync(options, Directory, [], isNew: false, cancellation);
    }

    /// <summary>Waits until so many streams are being recorded.</summary>
    public async Task RecordingAsync(int streams, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        while (await MetricAsync("nvr_stream_recording", cancellation) < streams)
        {
            AssertAlive();
            if (Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                throw new InvalidOperationException($"nvrd does not record all cameras:\n{string.Join('\n', Processes[0].Output.TakeLast(20))}");
            }
            await Task.Delay(200, cancellation);
        }
    }

    /// <summary>Sum of a metric's samples; NaN when nvrd does not tell it.</summary>
    public async Task<double> MetricAsync(string name, CancellationToken cancellation)
    {
        string text = await http.GetStringAsync("/metrics", cancellation);
        double[] samples =
        [
            .. text.Split('\n')
                .Where(l => l.StartsWith(name, StringComparison.Ordinal) && l.Length > name.Length && l[name.Length] is ' ' or '{')
                .Select(l => double.Parse(l.AsSpan(l.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture)),
        ];
        return samples.Length == 0 ? double.NaN : samples.Sum();
    }

    /// <summary>A metric's samples by camera.</summary>
    public async Task<IReadOnlyDictionary<string, double>> CountsAsync(string name, CancellationToken cancellation)
    {
        string text = await http.GetStringAsync("/metrics", cancellation);
        return text.Split('\n').Where(l => l.StartsWith($"{name}{{", StringComparison.Ordinal))
            .ToDictionary(l => l[..l.LastIndexOf(' ')], l => double.Parse(l.AsSpan(l.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The API's answer under /api/v1; dispose it.</summary>
    public async Task<JsonDocument> GetAsync(string path, CancellationToken cancellation)
    {
        await using Stream body = await http.GetStreamAsync($"/api/v1/{path}", cancellation);
        return await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
    }

    /// <summary>Ids of the cameras by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CamerasAsync(CancellationToken cancellation)
    {
        using JsonDocument list = await GetAsync("cameras", cancellation);
        return list.RootElement.GetProperty("cameras").EnumerateArray()
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("id").GetString()!);
    }

    /// <summary>Watches a camera live, as the page does.</summary>
    public async Task<WebSocket> WatchAsync(string cameraId, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", http.DefaultRequestHeaders.Authorization!.ToString());
        var address = new UriBuilder(new Uri(http.BaseAddress!, $"/api/v1/cameras/{cameraId}/live")) { Scheme = "ws" };
        await socket.ConnectAsync(address.Uri, cancellation);
        return socket;
    }

    /// <summary>Each event when it begins and again when it ends, until the caller has enough; dispose what is between.</summary>
    public async IAsyncEnumerable<JsonDocument> FollowEventsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const string Data = "data: ";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/live");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                yield return JsonDocument.Parse(line[Data.Length..]);
            }
        }
    }

    private static async Task<NvrdBox> OpenAsync(BenchOptions options, string directory, IEnumerable<string> more, bool isNew, CancellationToken cancellation)
    {
        ChildProcess process = ChildProcess.Start(options.Nvrd, ["run", "--data", directory, "--listen", "127.0.0.1:0", "--board", "simulated", .. more]);
        try
        {
            string open = await process.LineAsync(l => l.StartsWith("Open ", StringComparison.Ordinal), StartLimit, cancellation);
            // A session cookie beside the token would make this client a browser, to which the rules for foreign pages apply.
            var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(open["Open ".Length..]), Timeout = StartLimit };
            if (isNew)
            {
                string code = await process.LineAsync(l => l.StartsWith("Setup code: ", StringComparison.Ordinal), StartLimit, cancellation);
                using JsonDocument made = await PostAsync(
                    http, "setup", $$"""{"code":"{{code["Setup code: ".Length..]}}","userName":"{{UserName}}","password":"{{Password}}"}""", cancellation);
            }
            using JsonDocument session = await PostAsync(
                http, "sessions", $$"""{"userName":"{{UserName}}","password":"{{Password}}","token":true}""", cancellation);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.RootElement.GetProperty("token").GetString());
            return new NvrdBox(process, directory, http);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static async Task<JsonDocument> PostAsync(HttpClient http, string path, string json, CancellationToken cancellation)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync($"/api/v1/{path}", body, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }
}
