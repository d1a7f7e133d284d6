using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace Nvr.Onvif.Tests.Discovery;

/// <summary>A device that answers WS-Discovery on the loopback interface, by multicast where it wants to and always directly.</summary>
internal sealed class FakeCamera : IDisposable
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly string endpoint;
    private readonly string content;
    private readonly int port;

    public FakeCamera(int port, string endpoint, string content, bool hearsMulticast)
    {
        this.port = port;
        this.endpoint = endpoint;
        this.content = content;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(hearsMulticast ? IPAddress.Any : IPAddress.Loopback, port));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(1));
        if (hearsMulticast)
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, 1));
        }
        _ = AnswerAsync();
    }

    /// <summary>The types that were asked for, so far.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = new();

    public void Announce(string kind) => socket.SendTo(Message($"<d:{kind}>{Self()}</d:{kind}>", null), new IPEndPoint(Group, port));

    public static byte[] Message(string body, string? relatesTo) => Encoding.UTF8.GetBytes(
        "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://www.w3.org/2003/05/soap-envelope' xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing' xmlns:d='http://schemas.xmlsoap.org/ws/2005/04/discovery' xmlns:n='http://www.onvif.org/ver10/network/wsdl'>"
        + $"<SOAP-ENV:Header>{(relatesTo is null ? "" : $"<wsa:RelatesTo>{relatesTo}</wsa:RelatesTo>")}</SOAP-ENV:Header><SOAP-ENV:Body>{body}</SOAP-ENV:Body></SOAP-ENV:Envelope>");

    public void Dispose() => socket.Dispose();

    private string Self() => $"<wsa:EndpointReference><wsa:Address>{endpoint}</wsa:Address></wsa:EndpointReference>{content}";

    private async Task AnswerAsync()
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (true)
            {
                SocketReceiveFromResult got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                XElement probe = XElement.Parse(Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes));
                if (!probe.Descendants().Any(e => e.Name.LocalName == "Probe"))
                {
                    continue;
                }
                Asked.Enqueue(probe.Descendants().FirstOrDefault(e => e.Name.LocalName == "Types")?.Value ?? "");
                string question = probe.Descendants().Single(e => e.Name.LocalName == "MessageID").Value;
                await socket.SendToAsync(Message($"<d:ProbeMatches><d:ProbeMatch>{Self()}</d:ProbeMatch></d:ProbeMatches>", question), SocketFlags.None, got.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
