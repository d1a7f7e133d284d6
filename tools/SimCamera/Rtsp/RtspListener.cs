using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SimCamera.Rtsp;

/// <summary>
/// Accepts RTSP connections and runs each until it ends. Bound from construction on, open from <see cref="Listen"/> on; disposing
/// closes the port and every connection, and waits for their tasks.
/// </summary>
internal sealed class RtspListener : IAsyncDisposable
{
    private readonly SimCameraServer _server;
    private readonly RtspDispatcher _dispatcher;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<RtspConnection, byte> _connections = new();
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private Task _accepting = Task.CompletedTask;

    public RtspListener(SimCameraServer server, IPAddress address, int port, X509Certificate2? certificate)
    {
        _server = server;
        _dispatcher = new RtspDispatcher(server);
        Certificate = certificate;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(address, port));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public X509Certificate2? Certificate { get; }

    public string Scheme => Certificate is null ? "rtsp" : "rtsps";

    public int OpenConnections => _connections.Count;

    public void Listen()
    {
        _socket.Listen(512);
        _accepting = AcceptAsync();
    }

    public void DropConnections(Func<RtspConnection, bool> which)
    {
        foreach (RtspConnection connection in _connections.Keys.Where(which))
        {
            connection.Close();
        }
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
                _server.CountConnection();
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
            Stream stream = await OpenAsync(client).ConfigureAwait(false);
            using var connection = new RtspConnection(client, stream, Scheme, _stop.Token);
            _connections[connection] = 0;
            try
            {
                await connection.RunAsync(_dispatcher).ConfigureAwait(false);
            }
            finally
            {
                _connections.TryRemove(connection, out _);
                connection.Close();
                connection.Camera?.EndSessionsOf(connection);
            }
        }
        catch (Exception e) when (IsUsualEnd(e))
        {
            client.Dispose();
        }
        catch (Exception e)
        {
            _server.Report(e);
            client.Dispose();
        }
    }

    private async Task<Stream> OpenAsync(Socket client)
    {
        var plain = new NetworkStream(client, ownsSocket: true);
        if (Certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        var options = new SslServerAuthenticationOptions { ServerCertificate = Certificate };
        await secure.AuthenticateAsServerAsync(options, _stop.Token).ConfigureAwait(false);
        return secure;
    }

    private static bool IsUsualEnd(Exception e) => e is IOException or SocketException or OperationCanceledException
        or ObjectDisposedException or InvalidDataException or System.Security.Authentication.AuthenticationException;
}
