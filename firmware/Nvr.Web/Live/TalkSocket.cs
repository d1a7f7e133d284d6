using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json;
using Nvr.Core;
using Nvr.Recording.Talk;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Live;

/// <summary>
/// Takes one person's voice from a browser to a camera: binary messages of 16-bit little-endian samples, 8 kHz, mono. Says in a text when the
/// camera listens, or in a sentence why it does not. Ends when the person leaves, the camera hangs up, or the session or its right to talk
/// does (checked once a second). Run once.
/// </summary>
internal sealed class TalkSocket(WebSocket socket, Func<CancellationToken, Task<ITalk>> open, Func<bool> stillAllowed)
{
    private const int MaxMessageBytes = 64 * 1024;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(2);

    private readonly byte[] buffer = new byte[MaxMessageBytes];
    private readonly short[] samples = new short[MaxMessageBytes / 2];
    private int halfSample;

    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using CancellationTokenSource deaf = new();
        Task listening = Task.CompletedTask;
        TalkText? end = null;
        try
        {
            await using ITalk talk = await open(leaving.Token);
            await SayAsync(new TalkText("ready", null));
            listening = ListenAsync(talk, leaving, deaf.Token);
            end = await TalkAsync(talk, leaving);
        }
        catch (NvrException refusal)
        {
            end = new TalkText("refused", refusal.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The person has gone before the camera listened.
        }
        await CloseAsync(end);
        // Cancelling a receive resets the connection, which would overtake the close: the browser gets a moment to answer it.
        await Task.WhenAny(listening, Task.Delay(SendLimit, CancellationToken.None));
        await deaf.CancelAsync();
        await listening;
    }

    /// <summary>Returns what is to be said at the end; null when the person has left.</summary>
    private async Task<TalkText?> TalkAsync(ITalk talk, CancellationTokenSource leaving)
    {
        Task guarding = StayGuard.RunAsync(stillAllowed, leaving);
        try
        {
            await talk.RunAsync(leaving.Token);
            return null;
        }
        catch (NvrException hungUp)
        {
            return new TalkText("over", hungUp.Message);
        }
        finally
        {
            await leaving.CancelAsync();
            await guarding;
        }
    }

    private async Task ListenAsync(ITalk talk, CancellationTokenSource leaving, CancellationToken deaf)
    {
        try
        {
            ValueWebSocketReceiveResult part;
            while ((part = await socket.ReceiveAsync(buffer.AsMemory(halfSample), deaf)).MessageType != WebSocketMessageType.Close)
            {
                if (part.MessageType == WebSocketMessageType.Binary)
                {
                    Say(talk, halfSample + part.Count);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // A torn connection ends the talk like a close does.
        }
        await leaving.CancelAsync();
    }

    // A sample may lie across two parts of a message: its first byte waits at the buffer's start.
    private void Say(ITalk talk, int bytes)
    {
        int count = bytes / 2;
        for (int i = 0; i < count; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(buffer.AsSpan(i * 2));
        }
        halfSample = bytes % 2;
        buffer[0] = halfSample > 0 ? buffer[bytes - 1] : buffer[0];
        talk.Say(samples.AsSpan(0, count));
    }

    private async Task SayAsync(TalkText text)
    {
        using CancellationTokenSource limit = new(SendLimit);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Wire.TalkText);
        await socket.SendAsync(json, WebSocketMessageType.Text, true, limit.Token);
    }

    private async Task CloseAsync(TalkText? end)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }
        using CancellationTokenSource limit = new(SendLimit);
        try
        {
            if (end is not null && socket.State == WebSocketState.Open)
            {
                await SayAsync(end);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }
}
