using System.Net;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Rtsp.Transport;

/// <summary>Joins groups on the interface that faces the camera; for one source only where it is known (RFC 4607).</summary>
internal static class MulticastMembership
{
    private const int ProtocolIp = 0;
    private const int AddSourceMembership = 39;
    private const int AddressBytes = 4;

    public static void Join(Socket socket, IPAddress group, IPAddress local, IPAddress? source)
    {
        try
        {
            if (group.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, local.ScopeId));
            }
            else if (source is null)
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, local));
            }
            else
            {
                JoinSource(socket, group, local, source);
            }
        }
        catch (SocketException e)
        {
            throw new NvrException(ErrorKind.Refused, $"The recorder cannot join the multicast group {group}. Use TCP for this camera.", e);
        }
    }

    // struct ip_mreq_source of Linux: group, interface, source.
    private static void JoinSource(Socket socket, IPAddress group, IPAddress local, IPAddress source)
    {
        Span<byte> request = stackalloc byte[3 * AddressBytes];
        group.TryWriteBytes(request, out _);
        local.TryWriteBytes(request[AddressBytes..], out _);
        source.TryWriteBytes(request[(2 * AddressBytes)..], out _);
        socket.SetRawSocketOption(ProtocolIp, AddSourceMembership, request);
    }
}
