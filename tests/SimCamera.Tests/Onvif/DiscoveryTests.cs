using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using SimCamera.Onvif;
using SimCamera.Tests.Quirks;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class DiscoveryTests : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public DiscoveryTests() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Fact]
    public async Task Probe_Direct_IsAnsweredByEachDevice()
    {
        SimCameraOptions options = SimCameraOptions.Of(2, SmallCamera.Options with { Onvif = new OnvifOptions() });
        await using SimCameraServer server = await SimCameraServer.StartAsync(options with { CacheDirectory = SmallCamera.CacheDirectory, Discovery = Direct });
        Send(server, Probe("dn:NetworkVideoTransmitter", ""));
        XElement[] answers = [await ReceiveAsync(), await ReceiveAsync()];

        Assert.Equal(server.Devices.Select(d => d.Url.ToString()).Order(), answers.Select(a => Text(a, "XAddrs")).Order());
        Assert.Equal(server.Devices.Select(d => $"urn:uuid:{d.Id}").Order(), answers.Select(a => Text(a, "EndpointReference")).Order());
        Assert.All(answers, a => Assert.Equal("urn:x:probe", Text(a, "RelatesTo")));
        Assert.All(answers, a => Assert.Contains("onvif://www.onvif.org/name/", Text(a, "Scopes"), StringComparison.Ordinal));
        Assert.All(answers, a => Assert.Equal("dn:NetworkVideoTransmitter tds:Device", Text(a, "Types")));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("tds:Device", "onvif://www.onvif.org/Profile", true)]
    [InlineData("tds:Device", "onvif://www.onvif.org/Profile/T", true)]
    [InlineData("tds:Device", "onvif://www.onvif.org/Pro", false)]
    [InlineData("x:Printer", "", false)]
    public async Task Probe_ByTypeAndScope_IsAnsweredWhenBothFit(string types, string scopes, bool fits)
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions() }, Direct);
        Send(test.Server, Probe(types, scopes));
        // A second probe that always fits shows that the first one was looked at.
        Send(test.Server, Probe("", "").Replace("urn:x:probe", "urn:x:last", StringComparison.Ordinal));

        Assert.Equal(fits ? "urn:x:probe" : "urn:x:last", Text(await ReceiveAsync(), "RelatesTo"));
    }

    [Fact]
    public async Task Device_StartsAndEnds_SaysHelloAndBye()
    {
        string id;
        var announce = new DiscoveryOptions { Port = 0, Multicast = false, Announce = (IPEndPoint)_socket.LocalEndPoint! };
        await using (TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions() }, announce))
        {
            id = $"urn:uuid:{test.Device.Id}";
            XElement hello = await ReceiveAsync();
            Assert.Equal((id, test.Device.Url.ToString()), (Text(Inside(hello, "Hello"), "EndpointReference"), Text(hello, "XAddrs")));
        }

        Assert.Equal(id, Text(Inside(await ReceiveAsync(), "Bye"), "EndpointReference"));
    }

    [Fact]
    public async Task Rubbish_OnThePort_ChangesNothing()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions() }, Direct);
        Send(test.Server, "rubbish");
        Send(test.Server, "<!DOCTYPE a [<!ENTITY b 'c'>]>" + Probe("", ""));
        Send(test.Server, Probe("", ""));

        Assert.Equal("urn:x:probe", Text(await ReceiveAsync(), "RelatesTo"));
        Assert.Equal(0, _socket.Available);
    }

    [Fact]
    public async Task Resolve_ByReference_IsAnswered()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions() }, Direct);
        Send(test.Server, Message($"<d:Resolve><a:EndpointReference><a:Address>urn:uuid:{test.Device.Id}</a:Address></a:EndpointReference></d:Resolve>"));

        Assert.Equal(test.Device.Url.ToString(), Text(Inside(await ReceiveAsync(), "ResolveMatch"), "XAddrs"));
    }

    [Fact, Shows("onvif-no-multicast")]
    public async Task NoMulticast_OnlyDirectProbes_AreAnswered()
    {
        DiscoveryOptions loopback = Direct with { Multicast = true, Through = IPAddress.Loopback };
        await using TestDevice deaf = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { Serial = "deaf" }, Quirks = ["onvif-no-multicast"] }, loopback);
        await using TestDevice hearing = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { Serial = "hearing" } }, loopback);
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        foreach (TestDevice test in (TestDevice[])[deaf, hearing])
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(Probe("", "")), new IPEndPoint(IPAddress.Parse("239.255.255.250"), test.Server.DiscoveryPort!.Value));
        }

        Assert.Equal($"urn:uuid:{hearing.Device.Id}", Text(await ReceiveAsync(), "EndpointReference"));
        Send(deaf.Server, Probe("", ""));
        Assert.Equal($"urn:uuid:{deaf.Device.Id}", Text(await ReceiveAsync(), "EndpointReference"));
    }

    public void Dispose() => _socket.Dispose();

    private static DiscoveryOptions Direct => new() { Port = 0, Multicast = false };

    private static string Probe(string types, string scopes) => Message($"<d:Probe><d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes></d:Probe>");

    private static string Message(string body) => $"""
        <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><e:Header><a:MessageID>urn:x:probe</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></e:Header><e:Body>{body}</e:Body></e:Envelope>
        """;

    private void Send(SimCameraServer server, string text) =>
        _socket.SendTo(Encoding.UTF8.GetBytes(text), new IPEndPoint(IPAddress.Loopback, server.DiscoveryPort!.Value));

    private async Task<XElement> ReceiveAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(RawRtsp.Patience);
        int length = await _socket.ReceiveAsync(buffer, patience.Token);
        return XElement.Parse(Encoding.UTF8.GetString(buffer, 0, length));
    }

    private static XElement Inside(XElement xml, string name) => xml.Descendants().Single(e => e.Name.LocalName == name);

    private static string Text(XElement xml, string name) => Inside(xml, name).Value;
}
