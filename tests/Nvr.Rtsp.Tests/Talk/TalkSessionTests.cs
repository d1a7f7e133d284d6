using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Talk;
using Nvr.Rtsp.Tests.Session;
using SimCamera;
using SimCamera.Log;
using Xunit;

namespace Nvr.Rtsp.Tests.Talk;

/// <summary>Sound for simulated loudspeakers, over real sockets.</summary>
public sealed class TalkSessionTests
{
    private const string User = "admin";
    private const string Password = "s3cret";

    [Theory]
    [InlineData("back-channel", RtspTransportKind.Tcp, TalkCoding.PcmMulaw, 0)]
    [InlineData("back-channel", RtspTransportKind.Udp, TalkCoding.PcmMulaw, 0)]
    [InlineData("back-channel-alaw", RtspTransportKind.Tcp, TalkCoding.PcmAlaw, 8)]
    public async Task Said_ArrivesWhole_InPacketsOfTwentyMilliseconds(string quirk, RtspTransportKind transport, TalkCoding coding, int payloadType)
    {
        await using SimCameraServer server = await StartAsync(quirk);
        byte[] said = [.. Enumerable.Range(0, 6000).Select(i => (byte)(i % 251))];
        await using (TalkSession talk = await OpenAsync(server, transport))
        {
            Assert.Equal((coding, transport), (talk.Coding, talk.Transport));
            talk.Say(said);
            using var stop = new CancellationTokenSource();
            Task running = talk.RunAsync(stop.Token);
            await UntilAsync(() => Sound(server).Count >= 37);
            await stop.CancelAsync();
            await running.WaitAsync(Play.Patience);
            await UntilAsync(() => Sound(server).Count >= 38);
            Assert.Equal(0, talk.BytesDropped);
        }

        IReadOnlyList<HeardPacket> heard = Sound(server);
        byte silence = coding == TalkCoding.PcmAlaw ? (byte)0xD5 : (byte)0xFF;
        Assert.Equal(said.Concat(Enumerable.Repeat(silence, 80)), heard.SelectMany(p => p.Payload));
        Assert.All(heard, p => Assert.Equal((payloadType, 160), (p.PayloadType, p.Payload.Length)));
        Assert.Equal([true, .. Enumerable.Repeat(false, 37)], heard.Select(p => p.Marker));
        Assert.All(heard.Zip(heard.Skip(1)), p => Assert.Equal((1, 160u), ((ushort)(p.Second.Sequence - p.First.Sequence), p.Second.Time - p.First.Time)));
        // 37 pauses of 20 ms; a loaded machine makes it longer, never shorter.
        Assert.True(heard[^1].ArrivalUs - heard[0].ArrivalUs > 600_000);
    }

    [Fact]
    public async Task Leaving_EndsTheSessionAtTheCamera()
    {
        await using SimCameraServer server = await StartAsync("back-channel");
        TalkSession talk = await OpenAsync(server, RtspTransportKind.Tcp);
        Assert.Equal(1, server.Cameras[0].OpenSessions);

        await talk.DisposeAsync();

        await UntilAsync(() => server.Cameras[0].OpenSessions == 0);
    }

    [Fact]
    public async Task CameraThatHangsUp_EndsTheTalkWithASentence()
    {
        await using SimCameraServer server = await StartAsync("back-channel");
        await using TalkSession talk = await OpenAsync(server, RtspTransportKind.Tcp);
        Task running = talk.RunAsync(CancellationToken.None);

        await server.DisposeAsync();

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => running.WaitAsync(Play.Patience));
        Assert.Equal(ErrorKind.Unreachable, e.Kind);
    }

    [Theory]
    [InlineData("control-star", "The camera takes no sound: it offers no back channel to a loudspeaker.")]
    [InlineData("back-channel-unknown", "The camera takes no sound: it offers no back channel to a loudspeaker.")]
    [InlineData("back-channel-aac", "The camera takes sound as MPEG4-GENERIC only. Set its audio decoder to G.711.")]
    public async Task CameraWithoutALoudspeaker_SaysSo(string quirk, string sentence)
    {
        await using SimCameraServer server = await StartAsync(quirk);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(server, RtspTransportKind.Auto));

        Assert.Equal((ErrorKind.Unsupported, sentence), (e.Kind, e.Message));
        Assert.Equal(0, server.Cameras[0].OpenSessions);
    }

    [Fact]
    public void SpokenFasterThanHeard_LosesTheOldest()
    {
        var queue = new TalkQueue();
        Assert.Equal(0, queue.Add(new byte[TalkQueue.MaxBytes - 2]));
        Assert.Equal(3, queue.Add([1, 2, 3, 4, 5]));
        Assert.Equal(TalkQueue.MaxBytes, queue.Count);

        byte[] all = new byte[TalkQueue.MaxBytes];
        Assert.True(queue.TryTake(all, 0xFF));

        Assert.Equal([0, 1, 2, 3, 4, 5], all[^6..]);
        Assert.False(queue.TryTake(all, 0xFF));
    }

    private static IReadOnlyList<HeardPacket> Sound(SimCameraServer server) => [.. server.Cameras[0].Loudspeaker.Heard.Where(p => p.Payload.Length > 0)];

    private static Task<SimCameraServer> StartAsync(string quirk) => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras = [new CameraOptions { Name = "cam1", Quirks = [quirk], Width = 320, Height = 240, Gop = 10, Kbit = 300, User = User, Password = Password }],
    });

    private static Task<TalkSession> OpenAsync(SimCameraServer server, RtspTransportKind transport) => TalkSession.OpenAsync(
        new RtspTarget(server.Cameras[0].Url, User, Password),
        new RtspOptions { Transport = transport, ReplyTimeout = Play.Patience },
        BoxClock.System(),
        CancellationToken.None);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Play.Patience);
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
