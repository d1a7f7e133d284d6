using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SimCamera.Onvif.Http;

/// <summary>
/// A web server of one port: reads requests, has them answered, keeps connections alive. Bound from construction on, open from
/// <see cref="Listen"/> on; disposing closes the port and every connection and waits for their tasks. What goes wrong in an answer
/// is reported and ends the connection.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly Func<HttpRequest, CancellationToken, Task<HttpReply>> _answer;
    private readonly Action<Exception> _report;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private Task _accepting = Task.CompletedTask;

    public HttpServer(IPEndPoint where, Func<HttpRequest, CancellationToken, Task<HttpReply>> answer, Action<Exception> report)
    {
        _answer = answer;
        _report = report;
        _socket = new Socket(where.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(where);
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public void Listen()
    {
        _socket.Listen(128);
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_tasks.Keys).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                Task task = Task.Run(() => ServeAsync(client));
                _tasks[task] = 0;
                _ = task.ContinueWith(t => _tasks.TryRemove(t, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The port is closed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            await using var stream = new NetworkStream(client, ownsSocket: true);
            await TalkAsync(stream, (IPEndPoint)client.LocalEndPoint!).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
        {
            // The client is gone, the server ends, or what came was no HTTP.
            client.Dispose();
        }
        catch (Exception e)
        {
            _report(e);
            client.Dispose();
        }
    }

    private async Task TalkAsync(NetworkStream stream, IPEndPoint local)
    {
        var reader = new HttpReader(stream, local);
        while (await reader.ReadAsync(_stop.Token).ConfigureAwait(false) is { } request)
        {
            HttpReply reply = await _answer(request, _stop.Token).ConfigureAwait(false);
            await reply.WriteAsync(stream, _stop.Token).ConfigureAwait(false);
            bool closes = string.Equals(request.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);
            if (closes || reply.Stream is not null)
            {
                return;
            }
        }
    }
}
