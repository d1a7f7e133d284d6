using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Nvr.Core;

namespace Nvr.Rtsp.Transport;

/// <summary>Binds the two sockets of a track and gives them room for a burst.</summary>
internal static class UdpPairBinder
{
    // A key frame of a 4K camera, or half a second of 20 Mbit/s, while the pump is busy elsewhere.
    private const int ReceiveBufferBytes = 2 * 1024 * 1024;
    private const int MaxTries = 64;
    private const int SolSocket = 1;
    private const int ForceReceiveBuffer = 33;
    private const int ProtocolIp = 0;
    private const int MulticastAll = 49;

    /// <summary>An even port and the next one, both free.</summary>
    public static (Socket Media, Socket Control) BindAnyPair(IPAddress local)
    {
        for (int tries = 0; tries < MaxTries; tries++)
        {
            Socket media = Open(local, 0);
            int port = ((IPEndPoint)media.LocalEndPoint!).Port;
            if (port % 2 == 0 && TryOpen(local, port + 1) is { } control)
            {
                return (media, control);
            }
            media.Dispose();
        }
        throw new NvrException(ErrorKind.Exhausted, "The recorder has no free pair of UDP ports left. Use TCP for this camera.");
    }

    /// <summary>Bound to the group itself, so that other groups on the same port stay out; several readers may share it.</summary>
    public static (Socket Media, Socket Control) BindGroup(IPAddress group, int port, int controlPort)
    {
        Socket media = OpenGroup(group, port);
        try
        {
            return (media, OpenGroup(group, controlPort));
        }
        catch
        {
            media.Dispose();
            throw;
        }
    }

    private static Socket? TryOpen(IPAddress local, int port)
    {
        try
        {
            return Open(local, port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static Socket Open(IPAddress address, int port) => Bind(New(address), address, port);

    private static Socket OpenGroup(IPAddress group, int port)
    {
        Socket socket = New(group);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (group.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.SetRawSocketOption(ProtocolIp, MulticastAll, MemoryMarshal.AsBytes<int>([0]));
        }
        try
        {
            return Bind(socket, group, port);
        }
        catch (SocketException e)
        {
            throw new NvrException(ErrorKind.Refused, $"The multicast address {group}:{port} cannot be used here. Use TCP for this camera.", e);
        }
    }

    private static Socket New(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            // Beyond the system's bound where the recorder may; the bound itself where it may not.
            socket.SetRawSocketOption(SolSocket, ForceReceiveBuffer, MemoryMarshal.AsBytes<int>([ReceiveBufferBytes]));
        }
        catch (SocketException)
        {
            socket.ReceiveBufferSize = ReceiveBufferBytes;
        }
        return socket;
    }

    private static Socket Bind(Socket socket, IPAddress address, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
