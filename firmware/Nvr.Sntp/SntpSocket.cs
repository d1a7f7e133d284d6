using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nvr.Sntp;

/// <summary>
/// The socket of one address: answers leave from the address that was asked, by the interface that the question came in by, also where two
/// interfaces have the same addresses behind them. Owned by the server, which disposes it when the address is gone.
/// </summary>
internal sealed class SntpSocket : IDisposable
{
    // asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;

    private readonly Socket socket;

    private SntpSocket(ServedAddress address, Socket socket)
    {
        Address = address;
        this.socket = socket;
    }

    public ServedAddress Address { get; }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Throws <see cref="SocketException"/> when the address cannot be had now.</summary>
    public static SntpSocket Open(ServedAddress address, int port)
    {
        var socket = new Socket(address.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Confine(socket, address.Interface);
            bool old = address.Address.AddressFamily == AddressFamily.InterNetwork;
            socket.SetSocketOption(old ? SocketOptionLevel.IP : SocketOptionLevel.IPv6, SocketOptionName.PacketInformation, true);
            socket.Bind(new IPEndPoint(address.Address, port));
            return new SntpSocket(address, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Who asked; null when it came in by another interface than this one. Throws what the socket throws.</summary>
    public async Task<(IPEndPoint? Sender, int Bytes)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var any = new IPEndPoint(Address.Address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        SocketReceiveMessageFromResult got = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, any, cancellation);
        // The kernel takes what is for this address from whichever interface, where the socket could not be confined to its own.
        return (got.PacketInformation.Interface == Address.Index ? (IPEndPoint)got.RemoteEndPoint : null, got.ReceivedBytes);
    }

    public void Send(ReadOnlySpan<byte> reply, IPEndPoint to) => socket.SendTo(reply, SocketFlags.None, to);

    public void Dispose() => socket.Dispose();

    private static void Confine(Socket socket, string name)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, SoBindToDevice, Encoding.ASCII.GetBytes(name + '\0'));
        }
        catch (SocketException)
        {
            // Before Linux 5.7 this needs a privilege; then the interface of each question is all there is to go by.
        }
    }
}
