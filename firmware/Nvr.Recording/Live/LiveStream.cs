using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;

namespace Nvr.Recording.Live;

/// <summary>
/// The live side of one stream: makes a fragment of every picture while somebody watches, and keeps the latest key frame for whoever comes next.
/// Pictures come from the pump thread, viewers come and go on any thread. Movie time is the box's monotonic
/// time since the stream's first picture, also across reconnects.
/// </summary>
internal sealed class LiveStream : IDisposable
{
    private readonly BoxClock clock;
    private readonly Lock gate = new();
    private readonly LatestKeyFrame latest = new();
    private readonly LiveAudience viewers = new();
    private LiveEncoder? encoder;
    private long epochUs = -1;

    public LiveStream(BoxClock clock)
    {
        this.clock = clock;
        Sound = new LiveSound(clock, () => MovieOffsetUs);
    }

    /// <summary>What is heard with the pictures.</summary>
    public LiveSound Sound { get; }

    public bool IsWatched => viewers.IsThere || Sound.IsHeard;

    /// <summary>Movie time minus capture time, by the latest picture of this session; null before the first. Pump thread only.</summary>
    private long? MovieOffsetUs { get; set; }

    public LiveSubscription Subscribe()
    {
        lock (gate)
        {
            LiveSubscription viewer = viewers.Join(Leave);
            if (encoder is { } present)
            {
                viewer.Offer(present.Init);
                if (latest.ToMessage(present.BaseDts, clock.WallOffsetUs) is { } still)
                {
                    viewer.OfferStill(still);
                }
            }
            return viewer;
        }
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
            if (encoder is null)
            {
                return;
            }
            MovieOffsetUs = ((unit.Dts - encoder.BaseDts) * 100 / 9) - unit.CaptureUs;
            if (viewers.IsThere)
            {
                viewers.Offer(encoder.Encode(unit, new UtcTime(unit.CaptureUs + clock.WallOffsetUs)));
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
            MovieOffsetUs = null;
            latest.Forget();
        }
        Sound.EndSession();
    }

    /// <summary>The stream is gone for good.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            viewers.End();
        }
        EndSession();
        Sound.Dispose();
    }

    private void Restart(in AccessUnit key)
    {
        encoder?.Dispose();
        encoder = new LiveEncoder(key.Format, key.Dts - ((key.CaptureUs - epochUs) * 9 / 100));
        viewers.Offer(encoder.Init);
    }

    private void Leave(LiveSubscription viewer)
    {
        lock (gate)
        {
            viewers.Leave(viewer);
        }
    }
}
