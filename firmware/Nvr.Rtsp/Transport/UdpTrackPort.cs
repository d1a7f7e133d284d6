using System.Net;
using System.Net.Sockets;

namespace Nvr.Rtsp.Transport;

/// <summary>
/// A track's pair of UDP sockets: media on one port, RTCP on the next. Non-blocking, never registered for notifications. Only
/// datagrams from the expected sender count. Owns both sockets. One thread at a time.
/// </summary>
internal sealed class UdpTrackPort : IDisposable
{
    private readonly Socket media;
    private readonly Socket control;
    private SenderFilter filter;
    private IPEndPoint? mediaRemote;
    private IPEndPoint? controlRemote;

    private UdpTrackPort(Socket media, Socket control, IPAddress sender)
    {
        this.media = media;
        this.control = control;
        filter = new SenderFilter(sender);
    }

    /// <summary>The even port; RTCP has the next.</summary>
    public int LocalPort => ((IPEndPoint)media.LocalEndPoint!).Port;

    public static UdpTrackPort OpenUnicast(IPAddress local, IPAddress camera)
    {
        (Socket media, Socket control) = UdpPairBinder.BindAnyPair(local);
        return new UdpTrackPort(media, control, camera);
    }

    /// <summary>Joins a group; only the source's datagrams are taken where one is named, anybody's in the group otherwise.</summary>
    public static UdpTrackPort OpenMulticast(IPAddress group, IPAddress local, IPAddress? source, int port, int controlPort)
    {
        (Socket media, Socket control) = UdpPairBinder.BindGroup(group, port, controlPort);
        try
        {
            MulticastMembership.Join(media, group, local, source);
            MulticastMembership.Join(control, group, local, source);
            return new UdpTrackPort(media, control, source ?? IPAddress.Any);
        }
        catch
        {
            media.Dispose();
            control.Dispose();
            throw;
        }
    }

    /// <summary>Tells where the camera sends from, as far as it said so, and opens the way through filters between.</summary>
    public void Connect(IPAddress sender, int mediaPort, int controlPort)
    {
        filter = new SenderFilter(sender);
        mediaRemote = new IPEndPoint(sender, mediaPort);
        controlRemote = new IPEndPoint(sender, controlPort);
        // An empty RTP and an empty receiver report: harmless to a camera, enough for a firewall.
        SendTo(media, [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], new IPEndPoint(sender, mediaPort));
        SendControl([0x80, 201, 0, 1, 0, 0, 0, 0]);
    }

    public int ReceiveMedia(DatagramBatch batch) => batch.Receive(media);

    public int ReceiveControl(DatagramBatch batch) => batch.Receive(control);

    public bool IsFromCamera(ReadOnlySpan<byte> sender) => filter.Accepts(sender);

    /// <summary>Sends an RTCP packet; nothing happens where the camera's port is not known or the network is full.</summary>
    public void SendControl(ReadOnlySpan<byte> packet)
    {
        if (controlRemote is not null)
        {
            SendTo(control, packet, controlRemote);
        }
    }

    /// <summary>Sends an RTP packet; nothing happens where the camera's port is not known or the network is full.</summary>
    public void SendMedia(ReadOnlySpan<byte> packet)
    {
        if (mediaRemote is not null)
        {
            SendTo(media, packet, mediaRemote);
        }
    }

    public void Dispose()
    {
        media.Dispose();
        control.Dispose();
    }

    private static void SendTo(Socket socket, ReadOnlySpan<byte> packet, IPEndPoint remote)
    {
        try
        {
            socket.SendTo(packet, remote);
        }
        catch (SocketException)
        {
            // Reports are a courtesy; the next one is five seconds away.
        }
    }
}
