using ForeignCameras;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Talk;
using Nvr.Rtsp.Tests.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Talk;

/// <summary>Against the back channel of GStreamer's ONVIF server, which we have not written.</summary>
public sealed class GstTalkTests
{
    [Fact]
    public async Task Said_ArrivesWhole()
    {
        string file = Path.GetTempFileName();
        byte[] said = [.. Enumerable.Range(0, 6400).Select(i => (byte)(i % 251))];
        await using (GstCamera camera = await GstCamera.StartAsync($"--backchannel {file}"))
        {
            await using TalkSession talk = await OpenAsync(camera);
            Assert.Equal(TalkCoding.PcmMulaw, talk.Coding);
            talk.Say(said);
            using var stop = new CancellationTokenSource();
            Task running = talk.RunAsync(stop.Token);
            using var limit = new CancellationTokenSource(Play.Patience);
            while (new FileInfo(file).Length < said.Length)
            {
                await Task.Delay(20, limit.Token);
            }
            await stop.CancelAsync();
            await running.WaitAsync(Play.Patience);
        }

        Assert.Equal(said, await File.ReadAllBytesAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task ServerWithoutBackChannel_SaysSo()
    {
        await using GstCamera camera = await GstCamera.StartAsync("--audio pcmu");

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(camera));

        Assert.Equal((ErrorKind.Unsupported, "The camera takes no sound: it offers no back channel to a loudspeaker."), (e.Kind, e.Message));
    }

    private static Task<TalkSession> OpenAsync(GstCamera camera) => TalkSession.OpenAsync(
        new RtspTarget(camera.Url(), null, null), new RtspOptions { Transport = RtspTransportKind.Tcp, ReplyTimeout = Play.Patience }, BoxClock.System(), CancellationToken.None);
}
