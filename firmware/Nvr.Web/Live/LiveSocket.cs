using System.Net.WebSockets;
using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Web.Access;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Live;

/// <summary>
/// Sends one live stream to one browser: a text before each init segment and each key frame, everything else binary. Ends when the browser leaves, the stream
/// ends, or the session or its right to the camera does (checked at least once a second). One thread at a time.
/// </summary>
internal sealed class LiveSocket(WebSocket socket, LiveSubscription live, Func<bool> stillAllowed, BoxClock clock)
{
    private const long CheckEveryUs = 1_000_000;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private long nextCheckUs;

    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task listening = ListenAsync(ended);
        try
        {
            await PumpAsync(ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The browser has gone, or was too slow for too long; there is nobody left to tell.
        }
        await CloseAsync();
        // Cancelling a receive resets the connection, which would overtake the close: the browser gets a moment to answer it.
        await Task.WhenAny(listening, Task.Delay(CloseLimit, CancellationToken.None));
        await ended.CancelAsync();
        await listening;
    }

    private async Task PumpAsync(CancellationToken cancellation)
    {
        while (IsAllowed())
        {
            Task<bool> more = live.Messages.WaitToReadAsync(cancellation).AsTask();
            while (!more.IsCompleted)
            {
                await Task.WhenAny(more, Task.Delay(TimeSpan.FromSeconds(1), cancellation));
                if (!IsAllowed())
                {
                    return;
                }
            }
            if (!await more)
            {
                return;
            }
            while (live.Messages.TryRead(out LiveMessage? message))
            {
                await SendAsync(message, cancellation);
            }
        }
    }

    private bool IsAllowed()
    {
        long now = clock.MonotonicUs;
        if (now < nextCheckUs)
        {
            return true;
        }
        nextCheckUs = now + CheckEveryUs;
        return stillAllowed();
    }

    private async Task SendAsync(LiveMessage message, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SendLimit);
        if (message.Codecs is not null || message.IsKeyFrame)
        {
            LiveText text = new(message.Codecs is null ? "time" : "init", message.Codecs, message.CapturedAt.ToString());
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Default.LiveText);
            await socket.SendAsync(json, WebSocketMessageType.Text, true, limit.Token);
        }
        await socket.SendAsync(message.Bytes, WebSocketMessageType.Binary, true, limit.Token);
    }

    private async Task ListenAsync(CancellationTokenSource ended)
    {
        byte[] ignored = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(ignored, ended.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // A torn connection ends the stream like a close does.
        }
        if (!ended.IsCancellationRequested)
        {
            await ended.CancelAsync();
        }
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
