using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Opens sessions and drains them as the pump thread would.</summary>
internal static class Play
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<RtspSession> OpenAsync(Uri url, RtspOptions? options = null, string? user = null, string? password = null, BoxClock? clock = null) =>
        RtspSession.OpenAsync(new RtspTarget(url, user, password), options ?? new RtspOptions { ReplyTimeout = Patience }, clock ?? BoxClock.System(), CancellationToken.None);

    public static async Task UntilAsync(RtspSession session, CountingSink sink, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        session.Drain(sink);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "waited too long");
            await Task.Delay(5);
            session.Drain(sink);
        }
    }

    public static async Task<NvrException> UntilOverAsync(RtspSession session)
    {
        var sink = new CountingSink();
        return await Assert.ThrowsAsync<NvrException>(() => UntilAsync(session, sink, () => false));
    }

    public static async Task<NvrException> RefusedAsync(ScriptedCamera camera, RtspOptions? options = null, string? user = null, string? password = null) =>
        await Assert.ThrowsAsync<NvrException>(() => OpenAsync(camera.Url, options, user, password));

    /// <summary>Opens, has the camera send three pictures, and waits until they came through.</summary>
    public static async Task RecordsAsync(ScriptedCamera camera, RtspOptions? options = null, string? user = null, string? password = null)
    {
        await using RtspSession session = await OpenAsync(camera.Url, options, user, password);
        var sink = new CountingSink();
        camera.Send(MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2), MadeRtp.PictureFrame(3), MadeRtp.PictureFrame(4));
        await UntilAsync(session, sink, () => sink.Units(0) >= 3);
        Assert.Equal(320, session.Tracks[0].Format!.Width);
    }
}
