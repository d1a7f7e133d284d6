using System.Net;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Transport;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class UdpTests : IDisposable
{
    private readonly ScriptedCamera camera = new();
    private readonly Socket sender = Bound("127.0.0.1");
    private readonly CountingSink sink = new();
    private int clientPort;

    public void Dispose()
    {
        camera.Dispose();
        sender.Dispose();
    }

    [Fact]
    public async Task Tcp_RefusedByTheCamera_FallsBackToUdp()
    {
        ServeUdp();
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        Assert.Equal(RtspTransportKind.Udp, session.Transport);
        SendPictures(sender, 1, 4);
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 3);
    }

    [Fact]
    public async Task Datagrams_FromAnotherSender_AreNotTaken()
    {
        ServeUdp();
        using Socket stranger = Bound("127.0.0.2");
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        SendPictures(stranger, 500, 3);
        SendPictures(sender, 1, 4);
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 3);
        Assert.Equal((3, 4), (session.Stats.ForeignPackets, session.Tracks[0].Stats.Packets));
    }

    [Fact]
    public async Task Datagrams_ManyAtOnce_AreReadManyACall()
    {
        ServeUdp();
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        session.Drain(sink);
        SendPictures(sender, 1, 300);
        long readsBefore = session.Stats.Reads;
        await Play.UntilAsync(session, sink, () => session.Stats.PacketsReceived == 300);
        Assert.Equal(0, session.Stats.PacketsLost);
        Assert.True(session.Stats.Reads - readsBefore < 100);
    }

    [Fact]
    public async Task Port_OfTheCamera_IsOpenedThroughFilters()
    {
        ServeUdp();
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        byte[] packet = new byte[100];
        sender.ReceiveTimeout = 30_000;
        Assert.Equal(12, sender.Receive(packet));
        Assert.Equal(0x80, packet[0]);
    }

    [Fact]
    public async Task Transport_RefusedAltogether_IsRefused()
    {
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, "461 Unsupported Transport");
        Assert.Equal(ErrorKind.Refused, (await Play.RefusedAsync(camera)).Kind);
        Assert.Equal(2, camera.Requests.Count(r => r.Method == "SETUP"));
    }

    [Fact]
    public async Task HangUp_OfTheControlConnection_EndsTheSession()
    {
        ServeUdp();
        await using RtspSession session = await Play.OpenAsync(camera.Url, new RtspOptions { Transport = RtspTransportKind.Udp });
        camera.Playing!.Close();
        Assert.Equal(ErrorKind.Unreachable, (await Play.UntilOverAsync(session)).Kind);
    }

    [Fact]
    public async Task Multicast_GroupFromTheCamera_IsJoinedAndReceived()
    {
        int port = FreePairOfPorts();
        camera.On["SETUP"] = r => ScriptedCamera.Reply(
            r, headers: $"Transport: RTP/AVP;multicast;destination=239.255.42.7;source=127.0.0.1;port={port}-{port + 1};ttl=1\r\nSession: 1\r\n");
        await using RtspSession session = await Play.OpenAsync(camera.Url, new RtspOptions { Transport = RtspTransportKind.Multicast });
        sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        for (int i = 1; i <= 4; i++)
        {
            sender.SendTo(MadeRtp.Picture(i), new IPEndPoint(IPAddress.Parse("239.255.42.7"), port));
        }
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 3);
        Assert.Contains(camera.Requests, r => r["Transport"] == "RTP/AVP;multicast");
    }

    [Fact]
    public async Task Multicast_WithoutAGroup_IsRefused()
    {
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, headers: "Transport: RTP/AVP;unicast\r\nSession: 1\r\n");
        NvrException e = await Play.RefusedAsync(camera, new RtspOptions { Transport = RtspTransportKind.Multicast });
        Assert.Equal(ErrorKind.Refused, e.Kind);
    }

    [Theory]
    [InlineData("99999")]
    [InlineData("65535")]
    public async Task Multicast_WithAPortThatCannotBe_IsRefused(string port)
    {
        const string section = "c=IN IP4 239.255.42.8\r\n";
        camera.Sdp = ScriptedCamera.VideoSdp.Replace("m=video 0 ", $"m=video {port} ", StringComparison.Ordinal) + section;
        camera.On["SETUP"] = r => ScriptedCamera.Reply(r, headers: "Transport: RTP/AVP;multicast\r\nSession: 1\r\n");

        NvrException e = await Play.RefusedAsync(camera, new RtspOptions { Transport = RtspTransportKind.Multicast });

        Assert.Equal(ErrorKind.Refused, e.Kind);
    }

    private static Socket Bound(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        return socket;
    }

    private static int FreePairOfPorts()
    {
        using UdpTrackPort pair = UdpTrackPort.OpenUnicast(IPAddress.Loopback, IPAddress.Loopback);
        return pair.LocalPort;
    }

    private void ServeUdp()
    {
        int port = ((IPEndPoint)sender.LocalEndPoint!).Port;
        camera.On["SETUP"] = r =>
        {
            if (r["Transport"]!.Contains("TCP", StringComparison.Ordinal))
            {
                return ScriptedCamera.Reply(r, "461 Unsupported Transport");
            }
            clientPort = int.Parse(r["Transport"]!.Split("client_port=")[1].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
            return ScriptedCamera.Reply(r, headers: $"Transport: {r["Transport"]};server_port={port}-{port + 1};source=127.0.0.1\r\nSession: 1\r\n");
        };
    }

    private void SendPictures(Socket from, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            from.SendTo(MadeRtp.Picture(i), new IPEndPoint(IPAddress.Loopback, clientPort));
        }
    }
}
