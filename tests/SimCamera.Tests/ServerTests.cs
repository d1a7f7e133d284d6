using System.Net;
using System.Net.Sockets;
using SimCamera.Log;
using SimCamera.Stamp;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Session_TwoViewers_SeeTheSameCounterAtTheSameTime()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        using RawRtsp first = await RawRtsp.ConnectAsync(server);
        using RawRtsp second = await RawRtsp.ConnectAsync(server);
        await first.PlayAsync(server.Cameras[0]);
        await second.PlayAsync(server.Cameras[0]);
        await first.TakePicturesAsync(30);
        await second.TakePicturesAsync(30);

        Dictionary<long, List<SentFrame>> byCounter = server.Log.Snapshot().GroupBy(f => f.Counter).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Contains(byCounter.Values, frames => frames.Count == 2 && frames[0].Session != frames[1].Session);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Session_Reconnect_GoesOnCounting()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        long before = await CounterAsync(server);
        server.DropConnections();
        long between = await CounterAsync(server);
        await server.RestartAsync(TimeSpan.FromMilliseconds(100));
        long after = await CounterAsync(server);

        Assert.True(before < between && between < after, $"{before} {between} {after}");
    }

    [Fact]
    public async Task Frames_InTheLog_AreThoseOnTheWire()
    {
        string path = Path.GetTempFileName();
        await using (SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options, log: path))
        {
            using RawRtsp client = await RawRtsp.ConnectAsync(server);
            await client.PlayAsync(server.Cameras[0]);
            List<FrameStamp> stamps = [];
            foreach (List<RtpPacket> picture in await client.TakePicturesAsync(20))
            {
                RtpPacket sei = picture.First(p => p.H264Type == 6);
                Assert.True(FrameStamp.TryRead(sei.Payload, out FrameStamp stamp));
                stamps.Add(stamp);
            }

            IEnumerable<SentFrame> logged = server.Log.Snapshot().Take(20);
            Assert.Equal(stamps.Select(s => (s.Counter, s.UtcUs)), logged.Select(f => (f.Counter, f.UtcUs)));
            Assert.Equal(Enumerable.Range(0, 20).Select(i => stamps[0].Counter + i), stamps.Select(s => s.Counter));
            Assert.True(logged.First().IsKey);
        }

        Assert.True(File.ReadLines(path).Count() > 20);
        File.Delete(path);
    }

    [Fact]
    public async Task RtpTime_AcrossTheLoopEnd_IsSeamless()
    {
        const int fps = 5;
        const int loop = fps * 12;
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Fps = fps, Gop = 5 });
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        List<List<RtpPacket>> pictures = await client.TakePicturesAsync(loop + 5);

        IEnumerable<uint> times = pictures.Select(p => p[0].Time);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(90_000u / fps, pair.Second - pair.First));
        Assert.All(pictures.Where((_, i) => i % 5 == 0), p => Assert.Contains(p, packet => packet.H264Type == 7));
    }

    [Fact]
    public async Task Stall_OnAndOff_SilencesAndGoesOnWithAKey()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        await client.TakePicturesAsync(3);
        server.Stall();
        long sent = -1;
        await SmallCamera.UntilAsync(() => sent == (sent = server.Log.Total) && server.Cameras[0].IsStalled);
        SentFrame last = server.Log.Snapshot()[^1];
        server.Stall(false);
        await SmallCamera.UntilAsync(() => server.Log.Snapshot()[^1].Counter > last.Counter);

        SentFrame next = server.Log.Snapshot().First(f => f.Counter > last.Counter);
        Assert.True(next.IsKey || next.Counter == last.Counter + 1);
        Assert.Equal(200, (await client.AskAsync("OPTIONS", server.Cameras[0].Url.ToString())).Status);
    }

    [Fact]
    public async Task Multicast_Loopback_BringsPictures()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        string url = server.Cameras[0].Url.ToString();
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        RawReply setup = await client.AskAsync("SETUP", url + "/trackID=0", "Transport: RTP/AVP;multicast");
        string[] fields = setup.Header("Transport")!.Split(';');
        IPAddress group = IPAddress.Parse(fields.Single(f => f.StartsWith("destination=", StringComparison.Ordinal))[12..]);
        int port = int.Parse(fields.Single(f => f.StartsWith("port=", StringComparison.Ordinal))[5..].Split('-')[0]);
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        receiver.Bind(new IPEndPoint(group, port));
        receiver.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, IPAddress.Loopback));
        await client.AskAsync("PLAY", url, $"Session: {setup.SessionId}");

        byte[] packet = new byte[2000];
        using var patience = new CancellationTokenSource(RawRtsp.Patience);
        int length = await receiver.ReceiveAsync(packet, patience.Token);
        Assert.Equal(96, packet[1] & 0x7F);
        Assert.True(length > 12);
    }

    [Fact]
    public async Task Rtsps_AfterRestartWithNewCertificate_StillServes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options, tls: true);
        Assert.StartsWith("rtsps://", server.Cameras[0].Url.ToString(), StringComparison.Ordinal);
        await server.RestartAsync(TimeSpan.Zero, newCertificate: true);
        using RawRtsp client = await RawRtsp.ConnectAsync(server, tls: true);
        await client.PlayAsync(server.Cameras[0]);
        Assert.NotEmpty(await client.TakePicturesAsync(2));
    }

    [Fact]
    public async Task Requests_UnknownThings_AreAnsweredWithTheRightErrors()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync();
        string url = server.Cameras[0].Url.ToString();
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.Equal(404, (await client.AskAsync("DESCRIBE", server.RootUrl + "/nobody")).Status);
        Assert.Equal(454, (await client.AskAsync("PLAY", url, "Session: 123")).Status);
        Assert.Equal(404, (await client.AskAsync("SETUP", url + "/trackID=7", "Transport: RTP/AVP/TCP;interleaved=0-1")).Status);
        Assert.Equal(461, (await client.AskAsync("SETUP", url + "/trackID=0", "Transport: RAW/RAW/UDP")).Status);
        Assert.Equal(501, (await client.AskAsync("RECORD", url)).Status);
        Assert.Equal(0, server.OpenSessions);
    }

    private static async Task<long> CounterAsync(SimCameraServer server)
    {
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        RtpPacket sei = await client.UntilAsync(p => p.Channel == 0 && p.H264Type == 6);
        Assert.True(FrameStamp.TryRead(sei.Payload, out FrameStamp stamp));
        return stamp.Counter;
    }
}
