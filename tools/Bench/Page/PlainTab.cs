using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bench.Processes;
using Bench.Recorders;

namespace Bench.Page;

/// <summary>
/// A tab of Debian's Chromium, with somebody signed in and nobody's tools at it: whatever drives browsers has them keep each answer that the page gets, 20 MB in an hour of the live grid. A few questions of the DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol) are asked, none of which makes the browser keep anything. Used by one task; disposing ends the browser.
/// </summary>
internal sealed class PlainTab : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";
    private const int PieceBytes = 64 << 10;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly ChildProcess browser;
    private readonly ClientWebSocket socket = new();
    private string? session;
    private int lastNumber;

    private PlainTab(ChildProcess browser) => this.browser = browser;

    /// <param name="box">Whose page it is.</param>
    /// <param name="folder">For the browser's own files; not there yet.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<PlainTab> OpenAsync(NvrdBox box, string folder, CancellationToken cancellation)
    {
        var tab = new PlainTab(ChildProcess.Start("/usr/bin/chromium", [.. PageBrowser.Arguments, "--remote-debugging-port=0", $"--user-data-dir={folder}", "--window-size=1440,900", "about:blank"]));
        try
        {
            string line = await tab.browser.LineAsync(l => l.Contains(Listening, StringComparison.Ordinal), s_patience, cancellation);
            await tab.socket.ConnectAsync(new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()), cancellation);
            JsonElement made = await tab.AskAsync("Target.createTarget", new JsonObject { ["url"] = box.Address.ToString() }, cancellation);
            JsonElement attached = await tab.AskAsync("Target.attachToTarget", new JsonObject { ["targetId"] = made.GetProperty("targetId").GetString(), ["flatten"] = true }, cancellation);
            tab.session = attached.GetProperty("sessionId").GetString();
            await tab.WaitAsync("document.querySelector('input[name=password]') !== null", cancellation);
            string body = new JsonObject { ["userName"] = NvrdBox.UserName, ["password"] = NvrdBox.Password }.ToJsonString();
            await tab.EvaluateAsync($"fetch('/api/v1/sessions', {{ method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: {JsonValue.Create(body).ToJsonString()} }}).then((a) => a.ok && location.reload())", cancellation);
            await tab.WaitAsync("document.querySelector('nav') !== null", cancellation);
            return tab;
        }
        catch
        {
            await tab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the browser about the tab.</summary>
    public async Task<JsonElement> AskAsync(string method, JsonObject? parameters, CancellationToken cancellation)
    {
        int number = ++lastNumber;
        var request = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null && !method.StartsWith("SystemInfo.", StringComparison.Ordinal))
        {
            request["sessionId"] = session;
        }
        await socket.SendAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, true, cancellation);
        while (true)
        {
            // What happened meanwhile is passed over.
            JsonElement said = await ReceiveAsync(cancellation);
            if (said.TryGetProperty("id", out JsonElement answered) && answered.GetInt32() == number)
            {
                return said.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {said}");
            }
        }
    }

    /// <summary>The value of an expression in the page, once it is there.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellation)
    {
        JsonElement answer = await AskAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellation);
        return answer.TryGetProperty("exceptionDetails", out JsonElement wrong)
            ? throw new InvalidOperationException($"{expression}: {wrong}")
            : answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>Returns once an expression is true.</summary>
    public async Task WaitAsync(string expression, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_patience);
        while (!await IsTrueAsync(expression, limit.Token))
        {
            await Task.Delay(s_look, limit.Token);
        }
    }

    /// <summary>The processes that draw pages.</summary>
    public async Task<int[]> RenderersAsync(CancellationToken cancellation) =>
    [
        .. (await AskAsync("SystemInfo.getProcessInfo", null, cancellation)).GetProperty("processInfo").EnumerateArray()
            .Where(p => p.GetProperty("type").GetString() == "renderer").Select(p => p.GetProperty("id").GetInt32()),
    ];

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await browser.DisposeAsync();
    }

    // While the page is being loaded anew, there is nobody to ask.
    private async Task<bool> IsTrueAsync(string expression, CancellationToken cancellation)
    {
        try
        {
            return (await EvaluateAsync(expression, cancellation)).ValueKind == JsonValueKind.True;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        byte[] piece = new byte[PieceBytes];
        WebSocketReceiveResult got;
        do
        {
            got = await socket.ReceiveAsync(piece, cancellation);
            message.Write(piece, 0, got.Count);
        }
        while (!got.EndOfMessage);
        using var document = JsonDocument.Parse(message.ToArray());
        return document.RootElement.Clone();
    }
}
