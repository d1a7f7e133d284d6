using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;

namespace Nvr.Recording.Live;

/// <summary>
/// The live side of one stream: makes a fragment of every picture while somebody watches, and keeps the latest key frame for whoever comes next.
/// Pictures come from the pump thread, viewers come and go on any thread. Movie time is the box's monotonic
/// time since the stream's first picture, also across reconnects.
/// </summary>
internal sealed class LiveStream(BoxClock clock) : IDisposable
{
    /// <summary>About four seconds at 25 frames a second: a viewer that is further behind is better served by a fresh key frame.</summary>
    private const int QueueLength = 100;

    private readonly Lock gate = new();
    private readonly LatestKeyFrame latest = new();
    private LiveSubscription[] viewers = [];
    private LiveEncoder? encoder;
    private bool ended;
    private long epochUs = -1;

    public bool IsWatched => Volatile.Read(ref viewers).Length > 0;

    public LiveSubscription Subscribe()
    {
        var viewer = new LiveSubscription(QueueLength, Leave);
        lock (gate)
        {
            if (ended)
            {
                viewer.Complete();
                return viewer;
            }
            if (encoder is { } present)
            {
                viewer.Offer(present.Init);
                if (latest.ToMessage(present.BaseDts, clock.WallOffsetUs) is { } still)
                {
                    viewer.OfferStill(still);
                }
            }
            viewers = [.. viewers, viewer];
        }
        return viewer;
    }

    /// <summary>Pump thread only.</summary>
    public void OnVideo(in AccessUnit unit)
    {
        lock (gate)
        {
            if (epochUs < 0)
            {
                epochUs = unit.CaptureUs;
            }
            if (unit.IsRandomAccess && !Equals(encoder?.Format, unit.Format))
            {
                Restart(unit);
            }
            if (unit.IsRandomAccess)
            {
                latest.Keep(unit);
            }
            if (encoder is null || viewers.Length == 0)
            {
                return;
            }
            LiveMessage message = encoder.Encode(unit, new UtcTime(unit.CaptureUs + clock.WallOffsetUs));
            foreach (LiveSubscription viewer in viewers)
            {
                viewer.Offer(message);
            }
        }
    }

    /// <summary>The connection to the camera ended; viewers wait for the next one.</summary>
    public void EndSession()
    {
        lock (gate)
        {
            encoder?.Dispose();
            encoder = null;
            latest.Forget();
        }
    }

    /// <summary>The stream is gone for good.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            foreach (LiveSubscription viewer in viewers)
            {
                viewer.Complete();
            }
            viewers = [];
        }
        EndSession();
    }

    private void Restart(in AccessUnit key)
    {
        encoder?.Dispose();
        encoder = new LiveEncoder(key.Format, key.Dts - (key.CaptureUs - epochUs) * 9 / 100);
        foreach (LiveSubscription viewer in viewers)
        {
            viewer.Offer(encoder.Init);
        }
    }

    private void Leave(LiveSubscription viewer)
    {
        lock (gate)
        {
            viewers = [.. viewers.Where(v => v != viewer)];
        }
    }
}
