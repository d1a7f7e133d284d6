using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Nvr.Recording.Tests.Streams;

public sealed class StreamRecorderTests : IDisposable
{
    private readonly FakeFootageWriter written = new();
    private readonly BoxClock clock = new(new FakeTimeProvider(), Guid.NewGuid());
    private readonly StreamRecorder recorder;
    private readonly CameraScript camera;

    public StreamRecorderTests()
    {
        recorder = new StreamRecorder(CameraId.New(), StreamKind.Main, written, clock);
        camera = new CameraScript(recorder);
        recorder.BeginSession();
    }

    public void Dispose() => recorder.Live.Dispose();

    [Fact]
    public void Segments_OfAnHour_TileWithoutOverlapOrHole()
    {
        camera.Play(3600);
        recorder.EndSession();

        Assert.InRange(written.Segments.Count, 60, 62);
        foreach ((FakeFootageWriter.WrittenSegment one, FakeFootageWriter.WrittenSegment next) in written.Segments.Zip(written.Segments.Skip(1)))
        {
            Assert.Equal(one.EndUs, next.Segment.StartMonotonicUs);
        }
        Assert.Equal(camera.NowUs, written.Segments[^1].EndUs);
    }

    /// <summary>A socket that is read late lets the first picture seem to be from later; the next ones tell better.</summary>
    [Fact]
    public void Footage_BeginsWhenItsFirstPictureWasCaptured_NotWhenItArrived()
    {
        long capturedUs = clock.MonotonicUs + 3_000_000;
        camera.OriginUs = capturedUs;
        camera.FirstSeemsLateUs = 190_000;
        camera.Play(90);
        recorder.EndSession();

        Assert.Equal(capturedUs, written.Segments[0].Segment.StartMonotonicUs);
        Assert.Equal(written.Segments[0].EndUs, written.Segments[1].Segment.StartMonotonicUs);
        Assert.Equal(capturedUs, Assert.Single(written.Gaps).EndUs);
    }

    [Fact]
    public void Footage_ThatGoesOnAfterAnOutage_DoesNotReachBackOverWhatIsThere()
    {
        camera.Play(20);
        recorder.EndSession();
        long endUs = written.Segments[^1].EndUs!.Value;
        recorder.BeginSession();
        camera.StartGroup();
        // As if the first picture of the new session had been captured a little before the last of the old one.
        camera.OriginUs -= 100_000;
        camera.FirstSeemsLateUs = camera.NowUs - camera.OriginUs + 150_000;
        camera.Play(20);
        recorder.EndSession();

        Assert.Equal(endUs, written.Segments[^1].Segment.StartMonotonicUs);
    }

    [Fact]
    public void Fragments_Never_LastLongerThanASecond()
    {
        camera.Play(300);
        recorder.EndSession();

        Assert.All(written.Segments.SelectMany(s => s.Fragments), f => Assert.InRange(f.Duration90k, 1, 90_000));
    }

    [Fact]
    public void Fragments_Are_Contiguous()
    {
        camera.Play(200);
        recorder.EndSession();

        foreach (FakeFootageWriter.WrittenSegment segment in written.Segments)
        {
            long expected = 0;
            foreach (FragmentEntry fragment in segment.Fragments)
            {
                Assert.Equal(expected, fragment.Start90k);
                expected = fragment.Start90k + fragment.Duration90k;
            }
        }
    }

    [Fact]
    public void Segments_Begin_AtKeyFrames()
    {
        camera.Play(500);
        recorder.EndSession();

        Assert.All(written.Segments, s => Assert.True(s.Fragments[0].StartsWithRandomAccess));
    }

    [Fact]
    public void FirstSegment_Is_ShortenedByIdentity()
    {
        camera.Play(180);
        recorder.EndSession();

        Assert.InRange(written.Segments[0].EndUs!.Value - written.Segments[0].Segment.StartMonotonicUs, 30_000_000, 62_000_000);
    }

    [Fact]
    public void ParameterChange_BeginsSegment_WithoutGap()
    {
        camera.Play(10);
        camera.Format = CameraScript.Small;
        camera.StartGroup();
        camera.Play(10);
        recorder.EndSession();

        Assert.Equal(2, written.Segments.Count);
        Assert.Equal(written.Segments[0].EndUs, written.Segments[1].Segment.StartMonotonicUs);
        Assert.Equal(640, written.Segments[1].Segment.Tracks[0].Width);
        Assert.DoesNotContain(written.Gaps, g => g.StartUs > 1_000_000);
    }

    [Fact]
    public void GroupOfMinutes_IsRecorded_AndSegmentWaitsForKeyFrame()
    {
        var slow = new CameraScript(recorder, 25, 25 * 180);
        slow.Play(361);
        recorder.EndSession();

        Assert.Equal(3, written.Segments.Count);
        Assert.InRange(written.Segments[0].EndUs!.Value - written.Segments[0].Segment.StartMonotonicUs, 179_000_000, 181_000_000);
        Assert.All(written.Segments.SelectMany(s => s.Fragments), f => Assert.InRange(f.Duration90k, 1, 90_000));
    }

    [Fact]
    public void CameraFallsSilent_WaitingFrames_AreWritten()
    {
        camera.Play(2.52);
        int before = written.Segments[0].Fragments.Count;

        recorder.AfterDrain(camera.NowUs + 1_600_000);

        Assert.Equal(before + 1, written.Segments[0].Fragments.Count);
        Assert.Equal(2.52 * 90_000, written.Segments[0].Fragments.Sum(f => f.Duration90k), 1.0);
    }

    [Fact]
    public void LostPackets_ThatCostPictures_AreAGap()
    {
        camera.Play(4);
        camera.Lose(0.4, 17);
        camera.Play(4);
        recorder.EndSession();

        (long startUs, long endUs, GapReason reason) = Assert.Single(written.Gaps, g => g.Reason == GapReason.NetworkLoss);
        Assert.Equal(GapReason.NetworkLoss, reason);
        Assert.InRange(endUs - startUs, 390_000, 410_000);
        Assert.Single(written.Segments);
    }

    [Fact]
    public void LongSilence_EndsSegment_AndIsAGap()
    {
        camera.Play(4);
        camera.Skip(11);
        camera.Play(4);
        recorder.EndSession();

        Assert.Equal(2, written.Segments.Count);
        Assert.Contains(written.Gaps, g => g.Reason == GapReason.CameraStalled && g.EndUs - g.StartUs > 10_000_000);
        Assert.True(written.Segments[0].EndUs < written.Segments[1].Segment.StartMonotonicUs);
    }

    [Fact]
    public void Pause_OfSeconds_IsAGap_AndTheGroupGoesOn()
    {
        camera.Play(4);
        camera.Skip(5);
        camera.Play(4);
        recorder.EndSession();

        (long startUs, long endUs, GapReason reason) = Assert.Single(written.Gaps, g => g.StartUs > 1_000_000);
        Assert.Equal(GapReason.CameraStalled, reason);
        Assert.InRange(endUs - startUs, 4_900_000, 5_100_000);
        Assert.Single(written.Segments);
    }

    [Fact]
    public void FewPicturesAMinute_AreNoGaps()
    {
        var slow = new CameraScript(recorder, framesPerSecond: 1, gop: 4) { TicksAFrame = 90_000 * 4 };
        slow.Play(40);
        recorder.EndSession();

        Assert.DoesNotContain(written.Gaps, g => g.StartUs > 10_000_000);
    }

    [Theory]
    [InlineData(Codec.PcmAlaw, 400_000)]
    [InlineData(Codec.L16, 0)]
    [InlineData(Codec.G726, 8000)]
    public void Sound_ThatNobodyCanStore_DoesNotTouchPictures(Codec codec, int rate)
    {
        var strange = new TrackFormat { Codec = codec, ClockRate = Math.Max(rate, 1), SampleRate = rate, Channels = 1 };
        for (int i = 0; i < 6; i++)
        {
            recorder.OnAccessUnit(new AccessUnit
            {
                Track = 1, Format = strange, Dts = i, CaptureUs = camera.NowUs, IsRandomAccess = true, Data = new byte[160],
            });
            camera.Play(2);
        }
        recorder.EndSession();

        Assert.Single(written.Segments);
        Assert.Equal(camera.NowUs, written.Segments[0].EndUs);
        Assert.Null(recorder.AudioFormat);
    }

    [Fact]
    public void Sound_InAFloodOfTinyPieces_DoesNotTouchPictures()
    {
        camera.WithAudio = true;
        camera.Play(3);
        for (int i = 0; i < 60_000; i++)
        {
            recorder.OnAccessUnit(new AccessUnit
            {
                Track = 1,
                Format = CameraScript.Aac,
                Dts = (48_000 * 3) + i,
                CaptureUs = camera.NowUs + (i * 1000 / 48),
                IsRandomAccess = true,
                Data = new byte[1],
            });
        }
        camera.WithAudio = false;
        camera.Play(3);
        recorder.EndSession();

        Assert.Equal(camera.NowUs, written.Segments[^1].EndUs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90_000)]
    [InlineData(200_000)]
    public void Sound_ThatLags_IsKeptAcrossSegments(long lagUs)
    {
        camera.WithAudio = true;
        camera.AudioLagUs = lagUs;
        camera.Play(200);
        recorder.EndSession();

        Assert.InRange(written.Segments.Count, 4, 6);
        Assert.All(written.Segments.Skip(1), s => Assert.Equal(2, s.Segment.Tracks.Count));
        foreach ((FakeFootageWriter.WrittenSegment one, FakeFootageWriter.WrittenSegment next) in written.Segments.Zip(written.Segments.Skip(1)))
        {
            Assert.Equal(one.EndUs, next.Segment.StartMonotonicUs);
        }
    }

    [Fact]
    public void Sound_ThatBeginsAfterTheFirstPicture_BelongsToTheFirstSegment()
    {
        var slow = new CameraScript(recorder, 25, 25 * 180) { AudioLagUs = 300_000, WithAudio = true };
        slow.Play(30);
        recorder.EndSession();

        FakeFootageWriter.WrittenSegment only = Assert.Single(written.Segments);
        Assert.Equal(2, only.Segment.Tracks.Count);
        Assert.True(only.Fragments[0].Bytes > only.Fragments[0].MoofBytes + 8 + (25 * 8), "The first fragment has sound.");
    }

    [Fact]
    public void CameraClock_ThatRunsFast_StaysWithTheBox()
    {
        // 100 ppm fast: the camera's hour is 0.36 s short of the box's; capture times tell.
        var sink = new DriftingSink(recorder, 1.0001);
        var drifting = new CameraScript(sink);
        drifting.Play(3600);
        recorder.EndSession();

        long boxUs = (long)(1_000_000 + ((drifting.NowUs - 1_000_000) * 1.0001));
        Assert.InRange(written.Segments[^1].EndUs!.Value, boxUs - 20_000, boxUs + 20_000);
        Assert.All(written.Segments.Zip(written.Segments.Skip(1)), p => Assert.Equal(p.First.EndUs, p.Second.Segment.StartMonotonicUs));
    }
}
