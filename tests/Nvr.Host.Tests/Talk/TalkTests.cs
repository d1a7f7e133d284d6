using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Talk;

/// <summary>A voice from the API to a camera's loudspeaker, while the camera is recorded.</summary>
public sealed class TalkTests
{
    private const int Rate = HeardSound.Rate;
    private const int ToneHz = 440;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Tone_SentToTheCamera_ArrivesAsTheTone_AndTheRecordingIsNotTouched()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [new CameraOptions { Name = "door", Width = 320, Height = 240, Gop = 10, Kbit = 300, BackChannel = true, HeardDirectory = scratch.Root }],
        });
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(["door"], 1, Patience);
        string id = (await api.CamerasAsync())[0].Id;
        Assert.Equal(JsonValueKind.Null, (await api.GetAsync($"cameras/{id}")).GetProperty("canTalk").ValueKind);

        using (ClientWebSocket socket = await ConnectAsync(box, api, id))
        {
            Assert.Equal("ready", (await TextAsync(socket)).GetProperty("type").GetString());
            using (ClientWebSocket second = await ConnectAsync(box, api, id))
            {
                JsonElement refused = await TextAsync(second);
                Assert.Equal("Somebody is talking through this camera already. Try again when they have finished.", refused.GetProperty("sentence").GetString());
            }
            await SpeakAsync(socket, seconds: 2);
            using var limit = new CancellationTokenSource(Patience);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        await Wait.UntilAsync(() => Task.FromResult(cameras.Cameras[0].OpenSessions == 1), Patience, () => "the talk's session ends");

        byte[] heard = await File.ReadAllBytesAsync(scratch.At("door.g711"));
        Assert.InRange(heard.Length, 2 * Rate, (2 * Rate) + 160);
        HeardSound sound = new(heard);
        Assert.All((double[])[220, 400, 480, 880, 1320, 3000], other => Assert.True(sound.Power(other) < sound.Power(ToneHz) / 100, $"{other} Hz"));
        Assert.True((await api.GetAsync($"cameras/{id}")).GetProperty("canTalk").GetBoolean());
        JsonElement stream = (await api.GetAsync($"cameras/{id}")).GetProperty("streams")[0];
        Assert.Equal((1, 0), (stream.GetProperty("connections").GetInt32(), stream.GetProperty("lostPackets").GetInt32()));
    }

    [Fact]
    public async Task CameraWithoutLoudspeaker_SaysSo_AndTheApiKnows()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        string id = (await api.CamerasAsync())[0].Id;

        using ClientWebSocket socket = await ConnectAsync(box, api, id);
        JsonElement refused = await TextAsync(socket);

        Assert.Equal("refused", refused.GetProperty("type").GetString());
        Assert.Equal("The camera takes no sound: it offers no back channel to a loudspeaker.", refused.GetProperty("sentence").GetString());
        Assert.False((await api.GetAsync($"cameras/{id}")).GetProperty("canTalk").GetBoolean());
    }

    /// <summary>In pieces of 100 ms, as fast as a microphone would.</summary>
    private static async Task SpeakAsync(ClientWebSocket socket, int seconds)
    {
        const int Piece = Rate / 10;
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        byte[] bytes = new byte[Piece * 2];
        for (int at = 0; at < seconds * Rate; at += Piece)
        {
            for (int i = 0; i < Piece; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), (short)(12_000 * Math.Sin(2 * Math.PI * ToneHz * (at + i) / Rate)));
            }
            await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, limit.Token);
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<JsonElement> TextAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.Equal(WebSocketMessageType.Text, got.MessageType);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, got.Count)).RootElement;
    }

    private static async Task<ClientWebSocket> ConnectAsync(NvrdProcess box, BoxApi api, string id)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", api.Http.DefaultRequestHeaders.Authorization!.ToString());
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(box.Address) { Scheme = "ws", Path = $"/api/v1/cameras/{id}/talk" }.Uri, limit.Token);
        return socket;
    }
}
