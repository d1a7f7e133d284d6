using System.Net;
using System.Net.Sockets;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// The sockets of one interface: one that asks and receives answers, and one in the group that hears devices announce themselves. Owned by
/// discovery, which disposes it when the interface is gone.
/// </summary>
internal sealed class DiscoveryPort : IDisposable
{
    /// <summary>WS-Discovery's group (April 2005, section 2.4).</summary>
    public static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    private readonly Socket asking;
    private readonly Socket? hearing;
    private readonly DiscoveryOptions options;

    private DiscoveryPort(NetworkPath path, DiscoveryOptions options, Socket asking, Socket? hearing)
    {
        Path = path;
        this.options = options;
        this.asking = asking;
        this.hearing = hearing;
    }

    public NetworkPath Path { get; }

    /// <summary>Null when the interface cannot be used now; it is tried again in the next round.</summary>
    public static DiscoveryPort? TryOpen(NetworkPath path, DiscoveryOptions options)
    {
        var asking = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Confinement.TryTie(asking, path.Interface);
            asking.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            asking.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(path.Index));
            asking.Bind(new IPEndPoint(path.Address, 0));
            return new DiscoveryPort(path, options, asking, TryHear(path, options));
        }
        catch (SocketException)
        {
            asking.Dispose();
            return null;
        }
    }

    /// <summary>Runs until disposed or cancelled, calling back for each datagram on a pool thread, one at a time for each socket.</summary>
    public Task ReceiveAsync(Action<DiscoveryPort, ReadOnlyMemory<byte>, IPAddress> onDatagram, CancellationToken cancellation) => Task.WhenAll(
        ReceiveAsync(asking, onDatagram, cancellation),
        hearing is null ? Task.CompletedTask : ReceiveAsync(hearing, onDatagram, cancellation));

    public Task AskGroupAsync(byte[] question, CancellationToken cancellation) => SendAsync(question, new IPEndPoint(Group, options.Port), cancellation);

    public Task AskAsync(byte[] question, IPAddress address, CancellationToken cancellation) =>
        SendAsync(question, new IPEndPoint(address, options.Port), cancellation);

    public void Dispose()
    {
        asking.Dispose();
        hearing?.Dispose();
    }

    /// <summary>Another program may hold the port; then devices are found by asking alone.</summary>
    private static Socket? TryHear(NetworkPath path, DiscoveryOptions options)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Confinement.TryTie(socket, path.Interface);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(Group, options.Port));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, path.Index));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task SendAsync(byte[] question, IPEndPoint to, CancellationToken cancellation)
    {
        try
        {
            await asking.SendToAsync(question, SocketFlags.None, to, cancellation);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The interface went away between two rounds.
        }
    }

    private async Task ReceiveAsync(Socket socket, Action<DiscoveryPort, ReadOnlyMemory<byte>, IPAddress> onDatagram, CancellationToken cancellation)
    {
        // One byte more than is taken: what fills it was too long.
        byte[] buffer = new byte[options.MaxDatagramBytes + 1];
        var any = new IPEndPoint(IPAddress.Any, 0);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult result = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, cancellation);
                onDatagram(this, buffer.AsMemory(0, result.ReceivedBytes), ((IPEndPoint)result.RemoteEndPoint).Address);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused or SocketError.MessageSize)
            {
                // A device that was asked directly has no such port.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
