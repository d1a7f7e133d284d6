using System.Net.WebSockets;
using System.Text.Json;
using Nvr.Recording.Live;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Live;

/// <summary>
/// Sends one live stream to one browser: a text before each init segment and each key frame, everything else binary. Ends when the browser leaves, the stream
/// ends, or the session or its right to the camera does (checked once a second). Run once.
/// </summary>
internal sealed class LiveSocket(WebSocket socket, LiveSubscription live, Func<bool> stillAllowed)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using CancellationTokenSource deaf = new();
        Task listening = ListenAsync(leaving, deaf.Token);
        Task guarding = StayGuard.RunAsync(stillAllowed, leaving);
        try
        {
            await PumpAsync(leaving.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The browser has gone, was too slow for too long, or may not watch any longer.
        }
        await leaving.CancelAsync();
        await CloseAsync();
        // Cancelling a receive resets the connection, which would overtake the close: the browser gets a moment to answer it.
        await Task.WhenAny(listening, Task.Delay(CloseLimit, CancellationToken.None));
        await deaf.CancelAsync();
        await Task.WhenAll(listening, guarding);
    }

    /// <summary>Says why there is no picture, and whether one may come, and ends.</summary>
    public static async Task RefuseAsync(WebSocket socket, string sentence, bool mayCome)
    {
        using CancellationTokenSource limit = new(CloseLimit);
        try
        {
            await SayAsync(socket, new LiveText(mayCome ? "waits" : "refused", null, null, sentence), limit.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }

    private async Task PumpAsync(CancellationToken leaving)
    {
        // Cancelling a send tears the connection: a message that has begun may end, for a moment longer when the viewer leaves.
        using CancellationTokenSource limit = new();
        await using CancellationTokenRegistration hurry = leaving.UnsafeRegister(static l => ((CancellationTokenSource)l!).CancelAfter(CloseLimit), limit);
        while (await live.Messages.WaitToReadAsync(leaving))
        {
            limit.CancelAfter(SendLimit);
            while (!leaving.IsCancellationRequested && live.Messages.TryRead(out LiveMessage? message))
            {
                await SendAsync(message, limit.Token);
            }
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private async Task SendAsync(LiveMessage message, CancellationToken cancellation)
    {
        if (message.Codecs is not null || message.IsKeyFrame)
        {
            await SayAsync(socket, new LiveText(message.Codecs is null ? "time" : "init", message.Codecs, message.CapturedAt.ToString(), null), cancellation);
        }
        await socket.SendAsync(message.Bytes, WebSocketMessageType.Binary, true, cancellation);
    }

    private static async Task SayAsync(WebSocket socket, LiveText text, CancellationToken cancellation) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Wire.LiveText), WebSocketMessageType.Text, true, cancellation);

    private async Task ListenAsync(CancellationTokenSource leaving, CancellationToken deaf)
    {
        byte[] ignored = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(ignored, deaf)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // A torn connection ends the stream like a close does.
        }
        await leaving.CancelAsync();
    }

    private async Task CloseAsync()
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }
        using CancellationTokenSource limit = new(CloseLimit);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }
}
