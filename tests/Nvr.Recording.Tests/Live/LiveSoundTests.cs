using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Recording.Tests.Fakes;

namespace Nvr.Recording.Tests.Live;

public sealed class LiveSoundTests : IDisposable
{
    private readonly LiveStream live = new(new BoxClock(new FakeTimeProvider(), Guid.NewGuid()));
    private readonly Intake intake;
    private readonly CameraScript camera;

    public LiveSoundTests()
    {
        intake = new Intake(live);
        camera = new CameraScript(intake) { WithAudio = true };
    }

    public void Dispose() => live.Dispose();

    [Fact]
    public void Listener_GetsAnInitAndEachPiece_FromTheNextOneOn()
    {
        camera.Play(1.3);
        using LiveSubscription listener = live.Sound.Subscribe();
        Assert.True(live.IsWatched);
        camera.Play(2);

        List<LiveMessage> heard = Taken(listener);
        Assert.Equal("mp4a.40.2", heard[0].Codecs);
        Assert.Single(heard, m => m.Codecs is not null);
        // 48,000 samples a second in frames of 1,024.
        Assert.InRange(heard.Count - 1, 93, 95);
        Assert.True(heard[1].IsKeyFrame);
        Assert.InRange(heard.Count(m => m.IsKeyFrame), 2, 3);
    }

    [Fact]
    public void NobodyListens_NothingIsMade_AndTheStreamIsNotWatched()
    {
        using (LiveSubscription listener = live.Sound.Subscribe())
        {
            camera.Play(1);
        }

        Assert.False(live.IsWatched);
        long before = GC.GetAllocatedBytesForCurrentThread();
        camera.Play(10);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_096);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000_000)]
    public void SoundAndPicture_OfOneInstant_HaveOneMovieTime(long soundClockStartsUs)
    {
        intake.SoundDtsFrom = soundClockStartsUs * 48 / 1_000;
        camera.Play(2.5);
        using LiveSubscription viewer = live.Subscribe();
        using LiveSubscription listener = live.Sound.Subscribe();
        camera.Play(2);

        Assert.Equal(0, Distance(viewer, listener), 0.002);
    }

    [Fact]
    public void PictureClock_RunsFast_SoundGoesWithThePicturesOnScreen()
    {
        // 1 % of 100 s: a second that the movie time of pictures is ahead of the box's clock.
        intake.PicturesRunFastBy = 100;
        camera.Play(100);
        using LiveSubscription viewer = live.Subscribe();
        using LiveSubscription listener = live.Sound.Subscribe();
        camera.Play(2);
        Assert.Equal(0, Distance(viewer, listener), 0.025);

        // And it is set anew while somebody listens, before it is noticed.
        camera.Play(20);
        Taken(viewer);
        Taken(listener);
        camera.Play(2);
        Assert.InRange(Distance(viewer, listener), -0.126, 0.126);
    }

    [Fact]
    public void SoundThatJumps_BeginsAnew_WhereItBelongs()
    {
        using LiveSubscription viewer = live.Subscribe();
        using LiveSubscription listener = live.Sound.Subscribe();
        camera.Play(2);
        Taken(viewer);
        Assert.Single(Taken(listener), m => m.Codecs is not null);

        intake.SoundDtsFrom = 48_000 * 7;
        camera.Play(2);
        Assert.Equal(0, Distance(viewer, listener), 0.002);
    }

    [Fact]
    public void SoundBeforeTheFirstPicture_IsNotHeard()
    {
        using LiveSubscription listener = live.Sound.Subscribe();
        intake.TakesPictures = false;
        camera.Play(1);

        Assert.Empty(Taken(listener));
    }

    [Fact]
    public void CameraComesBack_SoundBeginsWithAnInit()
    {
        using LiveSubscription listener = live.Sound.Subscribe();
        camera.Play(1);
        Taken(listener);
        live.EndSession();
        camera.StartGroup();
        camera.Play(1);

        Assert.Equal("mp4a.40.2", Taken(listener)[0].Codecs);
    }

    [Fact]
    public void ListenerWhoIsTooSlow_GoesOnWithinASecond()
    {
        using LiveSubscription listener = live.Sound.Subscribe();
        camera.Play(1);
        Taken(listener);
        while (listener.Dropped == 0)
        {
            camera.Play(0.04);
        }
        Taken(listener);
        camera.Play(1.1);

        Assert.True(Taken(listener)[0].IsKeyFrame);
    }

    [Fact]
    public async Task StreamIsGone_ListenersEnd()
    {
        using LiveSubscription listener = live.Sound.Subscribe();
        live.Dispose();

        await listener.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    /// <summary>Movie time of the last sound minus that of the last picture, less what lies between the two captures; seconds.</summary>
    private static double Distance(LiveSubscription viewer, LiveSubscription listener)
    {
        LiveMessage picture = Taken(viewer)[^1];
        LiveMessage sound = Taken(listener)[^1];
        double apart = (double)DecodeTime(sound.Bytes.Span) / 48_000 - (double)DecodeTime(picture.Bytes.Span) / 90_000;
        return apart - (double)(sound.CapturedAt.Microseconds - picture.CapturedAt.Microseconds) / 1_000_000;
    }

    /// <summary>The decoding time of a fragment with one track; its tfdt box has version 1 (ISO/IEC 14496-12, 8.8.12).</summary>
    private static long DecodeTime(ReadOnlySpan<byte> fragment) => BinaryPrimitives.ReadInt64BigEndian(fragment[(fragment.IndexOf("tfdt"u8) + 8)..]);

    private static List<LiveMessage> Taken(LiveSubscription of)
    {
        List<LiveMessage> taken = [];
        while (of.Messages.TryRead(out LiveMessage? message))
        {
            taken.Add(message);
        }
        return taken;
    }

    private sealed class Intake(LiveStream live) : IAccessUnitSink
    {
        /// <summary>Where the camera's clock of sound begins, ticks.</summary>
        public long SoundDtsFrom { get; set; }

        /// <summary>One in so many ticks is one too much in the camera's clock of pictures; 0 for a true one.</summary>
        public int PicturesRunFastBy { get; set; }

        public bool TakesPictures { get; set; } = true;

        public void OnAccessUnit(in AccessUnit unit)
        {
            if (!unit.Format.IsVideo)
            {
                live.Sound.OnAccessUnit(Moved(unit, unit.Dts + SoundDtsFrom));
            }
            else if (TakesPictures)
            {
                live.OnVideo(Moved(unit, PicturesRunFastBy == 0 ? unit.Dts : unit.Dts + (unit.Dts / PicturesRunFastBy)));
            }
        }

        private static AccessUnit Moved(in AccessUnit unit, long dts) => new()
        {
            Track = unit.Track,
            Format = unit.Format,
            Dts = dts,
            CaptureUs = unit.CaptureUs,
            IsRandomAccess = unit.IsRandomAccess,
            Data = unit.Data,
        };
    }
}
