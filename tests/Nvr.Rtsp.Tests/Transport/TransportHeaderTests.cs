using Nvr.Rtsp.Transport;
using Xunit;

namespace Nvr.Rtsp.Tests.Transport;

public sealed class TransportHeaderTests
{
    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=2-3", 2, 3)]
    [InlineData("RTP/AVP/TCP;unicast; Interleaved = 4 ", 4, 5)]
    [InlineData("RTP/AVP/TCP;interleaved=0-1;ssrc=1;;mode=\"PLAY\"; ", 0, 1)]
    public void Interleaved_AsCamerasWriteIt_IsRead(string value, int first, int second) =>
        Assert.Equal((first, second), new TransportHeader(value).Interleaved);

    [Fact]
    public void Unicast_PortsAndSource_AreRead()
    {
        var header = new TransportHeader("RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001;source=10.0.0.9");
        Assert.Equal(((6000, 6001), "10.0.0.9"), (header.ServerPort!.Value, header.Source));
    }

    [Fact]
    public void Multicast_GroupAndPorts_AreRead()
    {
        var header = new TransportHeader("RTP/AVP;multicast;destination=239.0.0.1;port=7000-7001;ttl=1");
        Assert.Equal((true, "239.0.0.1", (7000, 7001)), (header.IsMulticast, header.Destination, header.Port!.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RTP/AVP;interleaved=;server_port=x-y;port=99999")]
    public void Nonsense_IsNull(string? value)
    {
        var header = new TransportHeader(value);
        Assert.Null(header.Interleaved);
        Assert.Null(header.ServerPort);
        Assert.Null(header.Port);
    }
}
