using System.Net;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// Connects without the socket ever becoming known to the platform's readiness engine: one asynchronous call on a socket would
/// register it for good, and from then on every arriving segment wakes a thread. So the connection is polled for instead.
/// </summary>
internal sealed class TcpDialer(BoxClock clock, TimeSpan timeout, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Tries every address of the host in turn; throws the last failure.</summary>
    public async Task<TcpLink> ConnectAsync(string host, int port, CancellationToken cancel)
    {
        NvrException? last = null;
        foreach (IPAddress address in await ResolveAsync(host, cancel).ConfigureAwait(false))
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), cancel).ConfigureAwait(false);
            }
            catch (NvrException e)
            {
                last = e;
            }
        }
        throw last ?? UnknownHost(host, null);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal))
        {
            return [literal];
        }
        try
        {
            return await resolve(host, cancel).WaitAsync(timeout, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
        {
            throw UnknownHost(host, e);
        }
    }

    private async Task<TcpLink> ConnectAsync(IPEndPoint remote, CancellationToken cancel)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Configure(socket);
            if (!Start(socket, remote))
            {
                await FinishAsync(socket, cancel).ConfigureAwait(false);
            }
            return new TcpLink(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw LinkFailure.Broken(e.SocketErrorCode);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Configure(Socket socket)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        // The kernel finds a camera that vanished without a word, at no cost to the reading thread.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private static bool Start(Socket socket, IPEndPoint remote)
    {
        try
        {
            socket.Connect(remote);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return false;
        }
    }

    private async Task FinishAsync(Socket socket, CancellationToken cancel)
    {
        long deadlineUs = clock.MonotonicUs + (long)timeout.TotalMicroseconds;
        while (!socket.Poll(0, SelectMode.SelectWrite) && !socket.Poll(0, SelectMode.SelectError))
        {
            if (clock.MonotonicUs >= deadlineUs)
            {
                throw LinkFailure.NoAnswer();
            }
            await Task.Delay(PollInterval, cancel).ConfigureAwait(false);
        }
        int error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != 0)
        {
            throw new SocketException(error);
        }
    }

    private static NvrException UnknownHost(string host, Exception? cause) =>
        new(ErrorKind.Unreachable, $"There is no device named '{host}' in the network. Check the camera's address.", cause);
}
