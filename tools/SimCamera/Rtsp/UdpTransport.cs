using System.Net;
using System.Net.Sockets;

namespace SimCamera.Rtsp;

/// <summary>
/// A pair of UDP sockets that send one track to a client's ports or to a multicast group. What clients send back is not read, except on
/// the loudspeaker's track: the kernel drops it when its buffer is full. Used by the session's task alone.
/// </summary>
internal sealed class UdpTransport : ITrackTransport
{
    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private readonly SocketAddress _rtpTarget;
    private readonly SocketAddress _rtcpTarget;

    private UdpTransport((Socket Rtp, Socket Rtcp) pair, IPEndPoint rtp, IPEndPoint rtcp, string header)
    {
        (_rtp, _rtcp) = pair;
        _rtpTarget = rtp.Serialize();
        _rtcpTarget = rtcp.Serialize();
        Header = header;
    }

    public string Header { get; }

    public static UdpTransport Unicast(IPAddress local, IPAddress client, int rtpPort, int rtcpPort, uint ssrc)
    {
        (Socket Rtp, Socket Rtcp) pair = BindPair(local);
        int own = ((IPEndPoint)pair.Rtp.LocalEndPoint!).Port;
        string header = $"RTP/AVP;unicast;client_port={rtpPort}-{rtcpPort};server_port={own}-{own + 1};ssrc={ssrc:X8}";
        return new UdpTransport(pair, new IPEndPoint(client, rtpPort), new IPEndPoint(client, rtcpPort), header);
    }

    /// <summary>Each session has a group of its own, so that two viewers never see each other's packets.</summary>
    public static UdpTransport Multicast(IPAddress local, int sessionNumber, uint ssrc)
    {
        (Socket Rtp, Socket Rtcp) pair = BindPair(local);
        int port = ((IPEndPoint)pair.Rtp.LocalEndPoint!).Port;
        // 239.255/16 is the site-local scope (RFC 2365); TTL 0 keeps loopback tests inside the machine.
        var group = new IPAddress([239, 255, (byte)(sessionNumber >> 8), (byte)sessionNumber]);
        int hops = IPAddress.IsLoopback(local) ? 0 : 1;
        foreach (Socket socket in (Socket[])[pair.Rtp, pair.Rtcp])
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, local.GetAddressBytes());
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, hops);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
        }

        string header = $"RTP/AVP;multicast;destination={group};port={port}-{port + 1};ttl={hops};ssrc={ssrc:X8}";
        return new UdpTransport(pair, new IPEndPoint(group, port), new IPEndPoint(group, port + 1), header);
    }

    public void SendRtp(ReadOnlySpan<byte> packet) => Send(_rtp, packet, _rtpTarget);

    public void SendRtcp(ReadOnlySpan<byte> packet) => Send(_rtcp, packet, _rtcpTarget);

    /// <summary>Hands over what the client sends, until disposed.</summary>
    public void Listen(Action<byte[]> take) => _ = Task.Run(async () =>
    {
        byte[] packet = new byte[2048];
        try
        {
            while (true)
            {
                int length = await _rtp.ReceiveAsync(packet).ConfigureAwait(false);
                take(packet[..length]);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The session is over.
        }
    });

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> packet, SocketAddress target)
    {
        try
        {
            socket.SendTo(packet, SocketFlags.None, target);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // An ICMP answer to an earlier packet: the client is gone; the session's timeout notices.
        }
    }

    private static (Socket Rtp, Socket Rtcp) BindPair(IPAddress local)
    {
        while (true)
        {
            var rtp = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var rtcp = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            rtp.Bind(new IPEndPoint(local, 0));
            int port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
            // RFC 3550, 11: RTP on an even port, RTCP on the next.
            if (port % 2 == 0 && TryBind(rtcp, new IPEndPoint(local, port + 1)))
            {
                return (rtp, rtcp);
            }

            rtp.Dispose();
            rtcp.Dispose();
        }
    }

    private static bool TryBind(Socket socket, IPEndPoint address)
    {
        try
        {
            socket.Bind(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
