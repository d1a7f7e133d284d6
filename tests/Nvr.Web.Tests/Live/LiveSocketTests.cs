using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Recording.Live;
using Xunit;

namespace Nvr.Web.Tests.Live;

public sealed class LiveSocketTests : IAsyncLifetime
{
    private static readonly CancellationToken Limit = CancellationToken.None;

    private readonly byte[] init = [1, 2, 3];
    private readonly byte[] key = new byte[200_000];
    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;

    public async ValueTask InitializeAsync()
    {
        new Random(3).NextBytes(key);
        box = await TestBox.StartAsync(clock: TimeProvider.System);
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door");
        box.Live.Greeting = (id, stream) => id == camera && stream == StreamKind.Main
            ? [new LiveMessage(init, "avc1.640028,mp4a.40.2", false, box.Now), new LiveMessage(key, null, true, box.Now)]
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Watch_FromTheStart_GetsCodecsInitAndKeyFrame()
    {
        using ClientWebSocket socket = await ConnectAsync(admin);
        JsonNode first = JsonNode.Parse(Encoding.UTF8.GetString(await ReceiveAsync(socket, WebSocketMessageType.Text)))!;
        Assert.Equal(("init", "avc1.640028,mp4a.40.2"), (first["type"]!.GetValue<string>(), first["codecs"]!.GetValue<string>()));
        Assert.Equal(init, await ReceiveAsync(socket, WebSocketMessageType.Binary));
        JsonNode second = JsonNode.Parse(Encoding.UTF8.GetString(await ReceiveAsync(socket, WebSocketMessageType.Text)))!;
        Assert.Equal(("time", box.Now.ToString()), (second["type"]!.GetValue<string>(), second["capturedAt"]!.GetValue<string>()));
        Assert.Equal(key, await ReceiveAsync(socket, WebSocketMessageType.Binary));
        box.Live.Send(camera, StreamKind.Main, new LiveMessage(new byte[] { 9 }, null, false, box.Now));
        Assert.Equal([9], await ReceiveAsync(socket, WebSocketMessageType.Binary));
    }

    [Fact]
    public async Task Hear_GetsTheSoundThatIsThere_AndAStreamThatIsNot_IsRefused()
    {
        WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(admin, "", "/live/sound"));
        Assert.Contains("404", refused.Message, StringComparison.Ordinal);
        box.Live.SoundGreeting = id => id == camera ? [new LiveMessage(init, "mp4a.40.2", false, box.Now), new LiveMessage(key, null, true, box.Now)] : null;

        using ClientWebSocket socket = await ConnectAsync(admin, "", "/live/sound");
        JsonNode first = JsonNode.Parse(Encoding.UTF8.GetString(await ReceiveAsync(socket, WebSocketMessageType.Text)))!;
        Assert.Equal(("init", "mp4a.40.2"), (first["type"]!.GetValue<string>(), first["codecs"]!.GetValue<string>()));
        Assert.Equal(init, await ReceiveAsync(socket, WebSocketMessageType.Binary));
        await ReceiveAsync(socket, WebSocketMessageType.Text);
        Assert.Equal(key, await ReceiveAsync(socket, WebSocketMessageType.Binary));
    }

    [Fact]
    public async Task Watch_ViewerLeaves_FreesTheSubscription()
    {
        using (ClientWebSocket socket = await ConnectAsync(admin))
        {
            await ReceiveAsync(socket, WebSocketMessageType.Text);
            Assert.Equal(1, box.Live.Viewers);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit);
        }
        await Eventually.TrueAsync(() => box.Live.Viewers == 0, "the viewer leaves");
        using (ClientWebSocket torn = await ConnectAsync(admin))
        {
            await ReceiveAsync(torn, WebSocketMessageType.Text);
            torn.Abort();
        }
        await Eventually.TrueAsync(() => box.Live.Viewers == 0, "the torn viewer leaves");
    }

    [Fact]
    public async Task Watch_ViewerLeavesInTheMiddleOfAFrame_IsAnsweredWithAClose()
    {
        using ClientWebSocket socket = await ConnectAsync(admin);
        await ReceiveAsync(socket, WebSocketMessageType.Text);
        await ReceiveAsync(socket, WebSocketMessageType.Binary);
        await ReceiveAsync(socket, WebSocketMessageType.Text);
        await ReceiveAsync(socket, WebSocketMessageType.Binary);
        // More than the sockets' buffers take: the box is still sending it when the viewer has its beginning.
        box.Live.Send(camera, StreamKind.Main, new LiveMessage(new byte[32 << 20], null, false, box.Now));
        WebSocketReceiveResult beginning = await socket.ReceiveAsync(new byte[1024], Limit);
        Assert.False(beginning.EndOfMessage);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Watch_SignedOutMeanwhile_EndsWithoutAnotherFrame()
    {
        using ClientWebSocket socket = await ConnectAsync(admin);
        await ReceiveAsync(socket, WebSocketMessageType.Text);
        using HttpResponseMessage gone = await admin.DeleteAsync("/api/v1/sessions/current");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await DrainToCloseAsync(socket);
        await Eventually.TrueAsync(() => box.Live.Viewers == 0, "the viewer is put out");
    }

    [Fact]
    public async Task Watch_CameraTakenFromTheViewer_Ends()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", camera.ToString());
        using ClientWebSocket socket = await ConnectAsync(viewer);
        await ReceiveAsync(socket, WebSocketMessageType.Text);
        string users = await admin.GetStringAsync("/api/v1/users");
        string id = JsonNode.Parse(users)!["users"]!.AsArray().Single(u => u!["userName"]!.GetValue<string>() == "viewer")!["id"]!.GetValue<string>();
        using HttpResponseMessage changed = await admin.PutAsync("/api/v1/users/" + id, TestBox.Body(new { role = "viewer", cameras = Array.Empty<string>() }));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await DrainToCloseAsync(socket);
    }

    [Theory]
    [InlineData("stream=sub")]
    [InlineData("stream=third")]
    public async Task Watch_StreamThatIsNotThere_IsRefusedBeforeTheUpgrade(string query)
    {
        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(admin, query));
        Assert.Contains("40", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WithoutSession_IsRefused()
    {
        using HttpClient stranger = box.NewClient();
        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(stranger));
        Assert.Contains("401", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_PlainRequest_IsToldToUpgrade()
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/live");
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, WebSocketMessageType expected)
    {
        using MemoryStream whole = new();
        byte[] buffer = new byte[64 << 10];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, Limit);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        Assert.Equal(expected, part.MessageType);
        return whole.ToArray();
    }

    private static async Task DrainToCloseAsync(ClientWebSocket socket)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        byte[] buffer = new byte[64 << 10];
        while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(HttpClient client, string query = "stream=main", string of = "/live")
    {
        ClientWebSocket socket = new();
        if (client.DefaultRequestHeaders.Authorization is { } bearer)
        {
            socket.Options.SetRequestHeader("Authorization", bearer.ToString());
        }
        Uri address = new UriBuilder(box.Address) { Scheme = "ws", Path = $"/api/v1/cameras/{camera}{of}", Query = query }.Uri;
        await socket.ConnectAsync(address, Limit);
        return socket;
    }
}
