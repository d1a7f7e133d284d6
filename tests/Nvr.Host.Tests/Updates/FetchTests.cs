using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Updates;

/// <summary>Updates that the recorder fetches from a server itself.</summary>
public sealed class FetchTests
{
    private const string Good = """{"version":"2.0","compatible":"simulated"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Update_IsFetched_AlsoWhereTheServerLeadsOn_AndInstalledAsOneThatWasSent()
    {
        using var scratch = new Scratch();
        await using var web = new UpdateWeb(scratch.At("authority.pem"));
        web.Offer("/good", Good);
        web.Say("/led", "HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 0\r\n");
        await using NvrdProcess box = await NvrdProcess.StartAsync(Trusting(scratch));
        using BoxApi api = await BoxApi.OpenAsync(box);

        foreach (string path in new[] { "/good", "/led" })
        {
            JsonElement done = await FetchAsync(api, web.At(path));
            Assert.Equal(("done", "2.0", "localhost", 42), (done.GetProperty("state").GetString(), done.GetProperty("version").GetString(), done.GetProperty("host").GetString(), done.GetProperty("bytes").GetInt64()));
        }
        await UpdateBox.InstallAsync(api, "2.0");

        await Wait.UntilAsync(async () => (await api.GetAsync("box/update")).GetProperty("fetch").ValueKind == JsonValueKind.Null, Patience, () => "what was fetched is gone");
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
        Assert.Contains((await api.GetAsync("audit")).GetProperty("entries").EnumerateArray(), e => e.GetProperty("deed").GetString()!.StartsWith("Fetch a signed update", StringComparison.Ordinal) && e.GetProperty("subject").GetString() == "localhost");
    }

    [Fact]
    public async Task Whatever_IsWrongWithIt_IsTold_AndNothingStays()
    {
        using var scratch = new Scratch();
        await using var web = new UpdateWeb(scratch.At("authority.pem"));
        web.Say("/open", $"HTTP/1.1 302 Found\r\nLocation: http://localhost/good\r\nContent-Length: 0\r\n");
        web.Say("/round", "HTTP/1.1 307 Temporary Redirect\r\nLocation: /round\r\nContent-Length: 0\r\n");
        web.Say("/endless", "HTTP/1.1 200 OK\r\n", Good);
        web.Say("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n", Good);
        web.Say("/huge", "HTTP/1.1 200 OK\r\nContent-Length: 900000000000000\r\n", Good);
        web.Offer("/damaged", "<html>Sign in to this network</html>");
        web.Offer("/older", """{"version":"0.0.1","compatible":"simulated"}""");
        await using NvrdProcess box = await NvrdProcess.StartAsync(Trusting(scratch));
        using BoxApi api = await BoxApi.OpenAsync(box);

        foreach ((string path, string words) in new[]
        {
            ("/open", "begin with https://"), ("/round", "leads on and on"), ("/endless", "does not say how large"), ("/cut", "stopped sending before the update was complete"), ("/huge", "has room for"),
            ("/damaged", "damaged or incomplete"), ("/older", "is older than what this recorder runs"), ("/nothing", "answers with 404"),
        })
        {
            JsonElement failed = await FetchAsync(api, web.At(path));
            Assert.True(failed.GetProperty("state").GetString() == "failed" && failed.GetProperty("sentence").GetString()!.Contains(words, StringComparison.Ordinal), $"{path}: {failed}");
            Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
        }
        using HttpResponseMessage open = await api.AskAsync(HttpMethod.Post, "box/update/fetched", """{"address":"http://updates.example/a"}""");
        Assert.Equal(HttpStatusCode.BadRequest, open.StatusCode);
    }

    [Fact]
    public async Task Fetching_IsSeen_AndStopped_AndOneAtATime()
    {
        using var scratch = new Scratch();
        await using var web = new UpdateWeb(scratch.At("authority.pem"));
        web.Say("/slow", $"HTTP/1.1 200 OK\r\nContent-Length: {Good.Length}\r\n", Good, TimeSpan.FromSeconds(1));
        await using NvrdProcess box = await NvrdProcess.StartAsync(Trusting(scratch));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.SendAsync(HttpMethod.Post, "box/update/fetched", new JsonObject { ["address"] = web.At("/slow").ToString() });
        await Wait.UntilAsync(async () => (await FetchedAsync(api)).GetProperty("bytes").GetInt64() is > 0 and < 42, Patience, () => "some of it is there");
        using HttpResponseMessage second = await api.AskAsync(HttpMethod.Post, "box/update/fetched", new JsonObject { ["address"] = web.At("/slow").ToString() }.ToJsonString());
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);

        await api.SendAsync(HttpMethod.Delete, "box/update/fetched", null);

        await Wait.UntilAsync(async () => (await FetchedAsync(api)).GetProperty("state").GetString() == "cancelled", Patience, () => "it stops");
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
    }

    [Fact]
    public async Task Server_ThatNobodyVouchesFor_OrThatIsTheBoxItself_IsNotAsked()
    {
        using var scratch = new Scratch();
        await using var web = new UpdateWeb(scratch.At("authority.pem"));
        web.Offer("/good", Good);
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            Assert.Contains("The certificate of localhost is not one that can be trusted", (await FetchAsync(api, web.At("/good"))).GetProperty("sentence").GetString(), StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(scratch.At("board.json"), """{ "name": "Test board" }""", TestContext.Current.CancellationToken);
        await using NvrdProcess real = await NvrdProcess.StartAsync(Trusting(scratch) with { Board = scratch.At("board.json") });
        using BoxApi other = await BoxApi.OpenAsync(real);
        foreach (string host in new[] { "localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]" })
        {
            JsonElement refused = await FetchAsync(other, new Uri(web.At("/good").ToString().Replace("localhost", host, StringComparison.Ordinal)));
            Assert.True(refused.GetProperty("sentence").GetString()!.Contains("leads to this recorder itself", StringComparison.Ordinal), $"{host}: {refused}");
        }
    }

    private static NvrdStart Trusting(Scratch scratch) => new(scratch.Data) { Environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = scratch.At("authority.pem") } };

    private static async Task<JsonElement> FetchedAsync(BoxApi api) => (await api.GetAsync("box/update")).GetProperty("fetch");

    /// <summary>How it ended.</summary>
    private static async Task<JsonElement> FetchAsync(BoxApi api, Uri address)
    {
        await api.SendAsync(HttpMethod.Post, "box/update/fetched", new JsonObject { ["address"] = address.ToString() });
        JsonElement fetch = default;
        await Wait.UntilAsync(async () => (fetch = await FetchedAsync(api)).GetProperty("state").GetString() != "running", Patience, () => $"the end of {fetch}");
        return fetch;
    }
}
