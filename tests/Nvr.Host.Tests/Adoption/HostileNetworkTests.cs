using System.Globalization;
using System.Text.Json;
using Nvr.Core.Time;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>Devices that mean ill, beside a camera that is to be recorded all the while.</summary>
public sealed class HostileNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // As many announcements of devices that are not there as one sender can make, each with another name, and some that are no announcements.
    private const string Flood = """
        import socket, time, uuid
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        hello = '''<?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
         xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Header><a:MessageID>urn:uuid:%s</a:MessageID>
         <a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Hello</a:Action></e:Header>
         <e:Body><d:Hello><a:EndpointReference><a:Address>urn:uuid:%s</a:Address></a:EndpointReference>
         <d:Types>dn:NetworkVideoTransmitter</d:Types><d:XAddrs>http://10.77.0.1/onvif</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:Hello></e:Body></e:Envelope>'''
        end = time.time() + 8
        sent = 0
        while time.time() < end:
            s.sendto((hello % (uuid.uuid4(), uuid.uuid4())).encode(), ('239.255.255.250', 3702))
            sent += 1
            if sent % 50 == 0:
                s.sendto(b'<' * 60000, ('239.255.255.250', 3702))
        print(sent)
        """;

    [Fact]
    public async Task Flood_OfAnnouncements_IsRefusedAndCounted_AndRecordingGoesOn()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera hostile = await network.PlugAsync();
        await network.PlugAsync();
        IReadOnlyList<CameraReading> cameras = await network.WaitForRecordingAsync(2, Patience);
        UtcTime before = UtcTime.From(TimeProvider.System.GetUtcNow());

        int sent = int.Parse((await hostile.OutputAsync("python3", "-c", Flood)).Trim(), CultureInfo.InvariantCulture);

        UtcTime after = UtcTime.From(TimeProvider.System.GetUtcNow());
        Assert.True(sent > 1000, $"The flood was {sent} messages.");
        double refused = await MetricAsync(network, "nvr_discovery_refused_total{reason=\"overRate\"}");
        double received = await MetricAsync(network, "nvr_discovery_messages_total");
        Assert.True(refused > received / 2, $"Of {sent} messages {received} were looked at and {refused} refused.");
        Assert.InRange((await network.DevicesAsync()).Length, 2, 100);
        foreach (CameraReading camera in cameras)
        {
            await Wait.UntilAsync(
                async () => (await network.Api.RecentAsync(camera.Id)).Spans.Any(s => s.Start <= before && s.End >= after), Patience, () => $"no gap while it was flooded\n{network.Box.Log}");
            Assert.Equal(0, (await network.Api.GetAsync($"cameras/{camera.Id}")).GetProperty("streams")[0].GetProperty("lostPackets").GetInt32());
        }
    }

    [Theory]
    [InlineData("redirect-other-host")]
    [InlineData("onvif-redirect-other-host")]
    public async Task Camera_ThatRedirectsElsewhere_IsNotFollowedAndCounted_AndOthersAreRecorded(string quirk)
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync();
        CameraReading good = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        UtcTime before = UtcTime.From(TimeProvider.System.GetUtcNow());

        PluggedCamera hostile = await network.PlugAsync("--quirk", quirk);

        await Wait.UntilAsync(
            async () => (await network.DevicesAsync()).Any(d => d.GetProperty("address").GetString() == hostile.Address && Words(d).Contains("redirects to another device", StringComparison.Ordinal)),
            Patience,
            () => $"it is said that it redirects\n{network.Box.Log}");
        Assert.True(await MetricAsync(network, "nvr_led_away_total") >= 1);
        UtcTime after = UtcTime.From(TimeProvider.System.GetUtcNow());
        await Wait.UntilAsync(
            async () => (await network.Api.RecentAsync(good.Id)).Spans.Any(s => s.Start <= before && s.End >= after), Patience, () => $"no gap\n{network.Box.Log}");
    }

    private static string Words(JsonElement device) => $"{device.GetProperty("sentence")} {device.GetProperty("detail")}";

    private static async Task<double> MetricAsync(CameraNetwork network, string name)
    {
        string text = await network.Api.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        string line = text.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
