using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class KeepAliveTests : IDisposable
{
    private readonly ScriptedCamera camera = new() { SessionHeader = "Session: 1;timeout=20" };
    private readonly FakeTimeProvider time = new();
    private readonly CountingSink sink = new();

    public void Dispose() => camera.Dispose();

    [Fact]
    public async Task KeepAlive_AtHalfTheTimeout_IsOptionsAndItsReplyIsConsumed()
    {
        await using RtspSession session = await OpenAsync();
        Pass(session, 9);
        Assert.Equal(1, Count("OPTIONS"));
        Pass(session, 2);
        await Play.UntilAsync(session, sink, () => Count("OPTIONS") == 2);
        Pass(session, 10);
        await Play.UntilAsync(session, sink, () => Count("OPTIONS") == 3);
        Assert.Equal("1", camera.Requests.Last(r => r.Method == "OPTIONS")["Session"]);
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        Assert.Equal(0, session.Stats.GarbageBytes);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("454 Session Not Found")]
    [InlineData("501 Not Implemented")]
    public async Task KeepAlive_Refused_IsSurvivedWithTheAdvertisedOther(string status)
    {
        int asked = 0;
        camera.On["OPTIONS"] = r => asked++ == 0
            ? ScriptedCamera.Reply(r, headers: "Public: OPTIONS, GET_PARAMETER\r\n")
            : ScriptedCamera.Reply(r, status);
        await using RtspSession session = await OpenAsync();
        Pass(session, 11);
        await Play.UntilAsync(session, sink, () => Count("OPTIONS") == 2);
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        // The refusal may be read later than the pictures: whatever is due before it is read goes to OPTIONS again.
        await Play.UntilAsync(session, sink, () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Count("GET_PARAMETER") == 1;
        });
    }

    [Fact]
    public async Task KeepAlive_RefusedWithoutAdvertisedOther_StaysWithOptions()
    {
        int asked = 0;
        camera.On["OPTIONS"] = r => asked++ == 0 ? camera.Usual(r) : ScriptedCamera.Reply(r, "400 Bad Request");
        await using RtspSession session = await OpenAsync();
        Pass(session, 11);
        await Play.UntilAsync(session, sink, () => Count("OPTIONS") == 2);
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 2);
        Pass(session, 11);
        await Play.UntilAsync(session, sink, () => Count("OPTIONS") == 3);
        Assert.Equal(0, Count("GET_PARAMETER"));
    }

    [Fact]
    public async Task KeepAlive_AnsweredByHangingUp_IsNotRepeatedInTheNextSession()
    {
        int asked = 0;
        camera.On["OPTIONS"] = r => asked++ == 0 ? camera.Usual(r) : null;
        var memory = new RtspMemory();
        await using (RtspSession session = await OpenAsync(memory))
        {
            Pass(session, 11);
            await Play.UntilOverAsync(session);
        }
        Assert.NotEqual(KeepAliveMethod.Options, memory.KeepAlive);
        asked = 0;
        await using RtspSession next = await OpenAsync(memory);
        Pass(next, 40);
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3));
        await Play.UntilAsync(next, sink, () => sink.Units(0) >= 2);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task KeepAlive_ChallengedWithANewNonce_IsSentAgain()
    {
        camera.On["DESCRIBE"] = r => Demand(r, "n1");
        string wanted = "n1";
        camera.On["OPTIONS"] = r => r["Session"] is null ? camera.Usual(r) : Demand(r, wanted);
        await using RtspSession session = await OpenAsync();
        wanted = "n2";
        Pass(session, 11);
        await Play.UntilAsync(session, sink, () => camera.Requests.Any(r => r.Method == "OPTIONS" && r["Authorization"]?.Contains("n2") is true));
    }

    [Fact]
    public async Task KeepAlive_ChallengedForEver_IsSentAFewTimesAndNoMore()
    {
        int asked = 0;
        camera.On["DESCRIBE"] = r => Demand(r, "n1");
        camera.On["OPTIONS"] = r => r["Session"] is null
            ? camera.Usual(r)
            : ScriptedCamera.Reply(r, "401 Unauthorized", $"WWW-Authenticate: Digest realm=\"c\", nonce=\"n{++asked}\", stale=true\r\n");
        await using RtspSession session = await OpenAsync();

        Pass(session, 11);
        int pictures = 0;
        await Play.UntilAsync(session, sink, () =>
        {
            camera.Send(MadeRtp.PictureFrame(++pictures));
            return sink.Units(0) > 60;
        });

        Assert.InRange(asked, 1, 4);
    }

    [Fact]
    public async Task Goodbye_WithNothingAfterIt_EndsTheSession()
    {
        await using RtspSession session = await OpenAsync();
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3), MadeRtp.Frame(1, MadeRtp.Goodbye()));
        await Play.UntilAsync(session, sink, () => session.Stats.BytesReceived > 0 && sink.Units(0) >= 2);
        Pass(session, 1);
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.UntilAsync(session, sink, () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(600));
            return false;
        }));
        Assert.Equal(ErrorKind.Unreachable, e.Kind);
        Assert.Contains("ended its stream", e.Message);
    }

    [Fact]
    public async Task Goodbye_WithMoreAfterIt_IsSurvived()
    {
        await using RtspSession session = await OpenAsync();
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.Frame(1, MadeRtp.Goodbye()), MadeRtp.PictureFrame(3), MadeRtp.PictureFrame(4));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 3);
        Pass(session, 4);
        Pass(session, 4);
        Assert.Equal(4, session.Tracks[0].Stats.Packets);
    }

    private string Demand(ScriptedRequest request, string nonce) =>
        request["Authorization"]?.Contains(nonce) is true
            ? camera.Usual(request)
            : ScriptedCamera.Reply(request, "401 Unauthorized", $"WWW-Authenticate: Digest realm=\"c\", nonce=\"{nonce}\"\r\n");

    private Task<RtspSession> OpenAsync(RtspMemory? memory = null) =>
        Play.OpenAsync(camera.Url, new RtspOptions { Memory = memory }, "u", "p", new BoxClock(time, Guid.NewGuid()));

    private void Pass(RtspSession session, int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        session.Drain(sink);
    }

    private int Count(string method) => camera.Requests.Count(r => r.Method == method);
}
