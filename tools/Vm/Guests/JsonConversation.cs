using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vm.Guests;

/// <summary>
/// A conversation in lines of JSON over a Unix socket, as QEMU's monitor (QMP) and its guest agent speak it: each request carries a number,
/// and so does its answer; events come in between. Thread-safe. What the other side refuses is an
/// <see cref="InvalidOperationException"/> with its words.
/// </summary>
internal sealed class JsonConversation : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly Task _reading;
    private int _lastNumber;

    private JsonConversation(Socket socket)
    {
        _socket = socket;
        _reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>What happened by itself since the start, in order.</summary>
    public IReadOnlyCollection<JsonElement> Events => _events;

    public static async Task<JsonConversation> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).ConfigureAwait(false);
            return new JsonConversation(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The answer's "return"; a request that gets none in time is a <see cref="TimeoutException"/>.</summary>
    public async Task<JsonElement> AskAsync(string command, JsonObject? arguments, TimeSpan limit)
    {
        string number = Interlocked.Increment(ref _lastNumber).ToString(CultureInfo.InvariantCulture);
        var request = new JsonObject { ["execute"] = command, ["id"] = number };
        if (arguments is not null)
        {
            request["arguments"] = arguments.DeepClone();
        }
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[number] = answer;
        try
        {
            await SendAsync(request.ToJsonString() + "\n").WaitAsync(limit).ConfigureAwait(false);
            return await answer.Task.WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No answer to {command} within {limit.TotalSeconds:0} s.");
        }
        finally
        {
            _waiting.TryRemove(number, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading.ConfigureAwait(false);
        _reader.Dispose();
        _writing.Dispose();
    }

    private async Task SendAsync(string line)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(line)).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                Take(line);
            }
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
            // The other side is gone, or this one was disposed.
        }
        foreach (TaskCompletionSource<JsonElement> waiting in _waiting.Values)
        {
            waiting.TrySetException(new InvalidOperationException("The guest is gone."));
        }
    }

    private void Take(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement message = document.RootElement.Clone();
        if (message.TryGetProperty("event", out _))
        {
            _events.Enqueue(message);
        }
        else if (message.TryGetProperty("id", out JsonElement number) && _waiting.TryRemove(number.GetString()!, out TaskCompletionSource<JsonElement>? answer))
        {
            if (message.TryGetProperty("return", out JsonElement result))
            {
                answer.TrySetResult(result);
            }
            else
            {
                answer.TrySetException(new InvalidOperationException(message.GetProperty("error").GetProperty("desc").GetString()));
            }
        }
    }
}
