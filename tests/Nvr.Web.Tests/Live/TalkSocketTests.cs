using System.Buffers.Binary;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Nvr.Core;
using Xunit;

namespace Nvr.Web.Tests.Live;

public sealed class TalkSocketTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync(clock: TimeProvider.System);
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Talk_Operator_IsHeardToTheLastSample_HoweverItIsCut()
    {
        using HttpClient person = await box.AddUserAsync(admin, "op", "operator");
        using ClientWebSocket socket = await ConnectAsync(person);
        Assert.Equal("ready", (await TextAsync(socket))["type"]!.GetValue<string>());
        short[] said = [.. Enumerable.Range(-400, 800).Select(i => (short)(i * 80))];
        byte[] bytes = new byte[said.Length * 2];
        for (int i = 0; i < said.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), said[i]);
        }

        await SendAsync(socket, bytes[..1]);
        await SendAsync(socket, bytes[1..320]);
        await SendAsync(socket, bytes[320..321]);
        await SendAsync(socket, bytes[321..]);

        await Eventually.TrueAsync(() => box.Talk.Heard.Count == said.Length, "all samples are heard");
        Assert.Equal(said, box.Talk.Heard);
    }

    [Fact]
    public async Task Talk_PersonLeavesOrIsTorn_TheCameraIsFree()
    {
        using (ClientWebSocket socket = await ConnectAsync(admin))
        {
            await TextAsync(socket);
            Assert.Equal(1, box.Talk.Talking);
            using CancellationTokenSource limit = new(Patience);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        }
        await Eventually.TrueAsync(() => box.Talk.Talking == 0, "the camera is free");
        using (ClientWebSocket torn = await ConnectAsync(admin))
        {
            await TextAsync(torn);
            torn.Abort();
        }
        await Eventually.TrueAsync(() => box.Talk.Talking == 0, "the camera is free after a torn connection");
    }

    [Fact]
    public async Task Talk_WhileAnotherTalks_IsRefusedWithASentence()
    {
        using ClientWebSocket first = await ConnectAsync(admin);
        await TextAsync(first);
        using ClientWebSocket second = await ConnectAsync(admin);

        JsonNode refusal = await TextAsync(second);

        Assert.Equal(("refused", "Somebody is talking."), (refusal["type"]!.GetValue<string>(), refusal["sentence"]!.GetValue<string>()));
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(second)).Type);
        Assert.Equal(1, box.Talk.Talking);
    }

    [Fact]
    public async Task Talk_CameraHangsUp_IsToldAndCloses()
    {
        using ClientWebSocket socket = await ConnectAsync(admin);
        await TextAsync(socket);

        box.Talk.HungUp.SetResult();

        JsonNode over = await TextAsync(socket);
        Assert.Equal(("over", "The camera hung up."), (over["type"]!.GetValue<string>(), over["sentence"]!.GetValue<string>()));
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(socket)).Type);
    }

    [Fact]
    public async Task Talk_SignedOutMeanwhile_Ends()
    {
        using ClientWebSocket socket = await ConnectAsync(admin);
        await TextAsync(socket);
        using HttpResponseMessage gone = await admin.DeleteAsync("/api/v1/sessions/current");

        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(socket)).Type);
        await Eventually.TrueAsync(() => box.Talk.Talking == 0, "nobody talks");
    }

    [Fact]
    public async Task Talk_ViewerOrStrangerOrOtherSite_IsRefused()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", camera.ToString());
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(viewer))).Message, StringComparison.Ordinal);
        using HttpClient stranger = box.NewClient();
        Assert.Contains("401", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(stranger))).Message, StringComparison.Ordinal);
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(admin, "https://elsewhere.example"))).Message, StringComparison.Ordinal);
        Assert.Equal(0, box.Talk.Talking);
    }

    [Fact]
    public async Task Talk_PlainRequest_IsToldToUpgrade_AndTheCameraSaysWhatIsKnown()
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/talk");
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Null(await CanTalkAsync());

        box.Talk.Known = false;

        Assert.False((await CanTalkAsync())!.GetValue<bool>());
    }

    private async Task<JsonNode?> CanTalkAsync() => JsonNode.Parse(await admin.GetStringAsync($"/api/v1/cameras/{camera}"))!["canTalk"];

    private static async Task SendAsync(ClientWebSocket socket, byte[] bytes)
    {
        using CancellationTokenSource limit = new(Patience);
        await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, limit.Token);
    }

    private static async Task<JsonNode> TextAsync(ClientWebSocket socket)
    {
        (WebSocketMessageType type, byte[] bytes) = await ReceiveAsync(socket);
        Assert.Equal(WebSocketMessageType.Text, type);
        return JsonNode.Parse(Encoding.UTF8.GetString(bytes))!;
    }

    private static async Task<(WebSocketMessageType Type, byte[] Bytes)> ReceiveAsync(ClientWebSocket socket)
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, limit.Token);
        return (part.MessageType, buffer[..part.Count]);
    }

    private async Task<ClientWebSocket> ConnectAsync(HttpClient client, string? origin = null)
    {
        ClientWebSocket socket = new();
        if (client.DefaultRequestHeaders.Authorization is { } bearer)
        {
            socket.Options.SetRequestHeader("Authorization", bearer.ToString());
        }
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        Uri address = new UriBuilder(box.Address) { Scheme = "ws", Path = $"/api/v1/cameras/{camera}/talk" }.Uri;
        using CancellationTokenSource limit = new(Patience);
        await socket.ConnectAsync(address, limit.Token);
        return socket;
    }
}
