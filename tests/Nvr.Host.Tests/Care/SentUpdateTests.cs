using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Care;

/// <summary>Updates over the network, by the rules of those on USB keys.</summary>
public sealed class SentUpdateTests
{
    private const string Good = """{"version":"2.0","compatible":"simulated"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Updates_AreInstalledByWhoTypesTheVersion_AndWhatIsWrongIsRefusedAndGone()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await RefusedAsync(api, """{"version":"2.0","compatible":"toaster"}""", HttpStatusCode.UnprocessableEntity, "another kind of recorder (toaster)");
        await RefusedAsync(api, """{"version":"2.0","compatible":"simulated","fault":"signature"}""", HttpStatusCode.Forbidden, "not signed");
        await RefusedAsync(api, "no update", HttpStatusCode.UnprocessableEntity, "damaged or incomplete");
        await RefusedAsync(api, "", HttpStatusCode.UnprocessableEntity, "damaged or incomplete");
        Assert.Equal((HttpStatusCode.NotFound, true), await InstallAsync(api, "2.0", "No update was sent"));
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));

        Assert.Equal((HttpStatusCode.OK, """{"version":"2.0","bytes":42}"""), await SendAsync(api, Good));
        Assert.Equal((HttpStatusCode.BadRequest, true), await InstallAsync(api, "1.0", "type 2.0"));
        Assert.Equal((HttpStatusCode.Accepted, true), await InstallAsync(api, "2.0", ""));
        Assert.Equal((HttpStatusCode.Conflict, true), await InstallAsync(api, "2.0", "Another update is being installed"));
        JsonElement update = default;
        await Wait.UntilAsync(async () => (update = (await api.GetAsync("cargo")).GetProperty("update")).GetProperty("state").GetString() != "installing", Patience, () => $"the end of the update {update}");
        Assert.Equal("installed", update.GetProperty("state").GetString());
        await Wait.UntilAsync(() => Directory.GetFiles(scratch.Data, "sent*").Length == 0, Patience, () => "the file is gone");

        await api.SendAsync(HttpMethod.Put, "cargo/policy", new JsonObject { ["updates"] = false });
        await RefusedAsync(api, Good, HttpStatusCode.Forbidden, "Updates are switched off");
    }

    [Fact]
    public async Task Update_WithoutRoomForIt_IsRefusedBeforeAnythingIsRead()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        using var socket = new System.Net.Sockets.TcpClient(box.Address.Host, box.Address.Port);
        await using System.Net.Sockets.NetworkStream wire = socket.GetStream();
        string head = $"PUT /api/v1/box/update/sent HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {api.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/octet-stream\r\nContent-Length: 900000000000000\r\n\r\n";
        await wire.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);

        using var answer = new StreamReader(wire);
        string status = (await answer.ReadLineAsync(TestContext.Current.CancellationToken))!;

        Assert.Contains(" 503 ", status, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch.Data, "sent*"));
    }

    private static async Task<(HttpStatusCode, string)> SendAsync(BoxApi api, string bundle)
    {
        using var content = new StringContent(bundle);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage answer = await api.Http.PutAsync("box/update/sent", content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task RefusedAsync(BoxApi api, string bundle, HttpStatusCode status, string words)
    {
        (HttpStatusCode answered, string said) = await SendAsync(api, bundle);
        Assert.True(answered == status && said.Contains(words, StringComparison.Ordinal) && !said.Contains("USB key again", StringComparison.Ordinal), $"{answered} {said}");
    }

    private static async Task<(HttpStatusCode Status, bool Says)> InstallAsync(BoxApi api, string version, string words)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, "box/update/sent/install", new JsonObject { ["confirm"] = version }.ToJsonString());
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(words, StringComparison.Ordinal));
    }
}
