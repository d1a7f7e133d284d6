using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Recording.Tests.Fakes;

namespace Nvr.Recording.Tests.Live;

public sealed class LiveStreamTests : IDisposable
{
    private readonly LiveStream live = new(new BoxClock(new FakeTimeProvider(), Guid.NewGuid()));
    private readonly CameraScript camera;

    public LiveStreamTests() => camera = new CameraScript(new Intake(live));

    public void Dispose() => live.Dispose();

    [Fact]
    public void Viewer_WhoJoinsMidGroup_GetsInitAndStillAtOnce_ThenTheNextKeyFrame()
    {
        camera.Play(1);
        using LiveSubscription viewer = live.Subscribe();

        Assert.True(viewer.Messages.TryRead(out LiveMessage? init));
        Assert.Equal("avc1.64001E", init.Codecs, ignoreCase: true);
        Assert.True(viewer.Messages.TryRead(out LiveMessage? still));
        Assert.True(still.IsKeyFrame);

        camera.Play(0.5);
        Assert.False(viewer.Messages.TryRead(out _));
        camera.Play(1);
        Assert.True(viewer.Messages.TryRead(out LiveMessage? key));
        Assert.True(key.IsKeyFrame);
        Assert.True(viewer.Messages.TryRead(out LiveMessage? following));
        Assert.False(following.IsKeyFrame);
    }

    [Fact]
    public void Viewer_WhoIsTooSlow_GoesOnAtAKeyFrame_AndKeepsItsInit()
    {
        using LiveSubscription viewer = live.Subscribe();
        while (viewer.Dropped == 0)
        {
            camera.Play(0.04);
        }
        camera.Play(2.5);

        List<LiveMessage> queued = [];
        while (viewer.Messages.TryRead(out LiveMessage? message))
        {
            queued.Add(message);
        }
        Assert.NotNull(queued[0].Codecs);
        Assert.True(queued[1].IsKeyFrame);
        Assert.InRange(queued.Count, 2, 100);
    }

    [Fact]
    public void SlowViewer_DoesNotTouch_AnotherOne()
    {
        using LiveSubscription slow = live.Subscribe();
        using LiveSubscription quick = live.Subscribe();
        int received = 0;
        for (int i = 0; i < 60; i++)
        {
            camera.Play(1);
            while (quick.Messages.TryRead(out _))
            {
                received++;
            }
        }

        Assert.Equal(1 + (60 * 25), received);
        Assert.Equal(0, quick.Dropped);
        Assert.True(slow.Dropped > 0);
    }

    [Fact]
    public void ParameterChange_SendsAnotherInit()
    {
        using LiveSubscription viewer = live.Subscribe();
        camera.Play(1);
        camera.Format = CameraScript.Small;
        camera.StartGroup();
        camera.Play(1);

        int inits = 0;
        while (viewer.Messages.TryRead(out LiveMessage? message))
        {
            inits += message.Codecs is null ? 0 : 1;
        }
        Assert.Equal(2, inits);
    }

    [Fact]
    public async Task StreamIsGone_ViewersEnd()
    {
        using LiveSubscription viewer = live.Subscribe();
        live.Dispose();

        await viewer.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    private sealed class Intake(LiveStream live) : IAccessUnitSink
    {
        public void OnAccessUnit(in AccessUnit unit) => live.OnVideo(unit);
    }
}
