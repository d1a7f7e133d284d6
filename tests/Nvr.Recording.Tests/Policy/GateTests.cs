using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Policy;

/// <summary>A stream's recorder behind its gate. The camera's pictures and the box's clock go in step: 25 a second, a key frame every two.</summary>
public sealed class GateTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeFootageWriter written = new();
    // Its first segment is half as long as any other (SegmentCadence): no test meets an end by chance.
    private readonly CameraId id = new(new Guid(1024, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    private readonly BoxClock clock;
    private readonly RecordingGates gates;
    private readonly StreamGate gate;
    private readonly StreamRecorder recorder;
    private readonly CameraScript camera;

    public GateTests()
    {
        clock = new BoxClock(time, Guid.NewGuid());
        gates = new RecordingGates(written, clock);
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Events, PreRecordSeconds = 5, PostRecordSeconds = 4 });
        gate = gates.Open(id, StreamKind.Main);
        recorder = new StreamRecorder(id, StreamKind.Main, gate, clock);
        camera = new CameraScript(recorder) { OriginUs = clock.MonotonicUs };
        recorder.BeginSession();
    }

    private (long StartUs, long EndUs, GapReason Reason)[] Rests => [.. written.Gaps.Where(g => g.Reason == GapReason.NotWanted).OrderBy(g => g.StartUs)];

    public void Dispose()
    {
        gate.Dispose();
        recorder.Live.Dispose();
    }

    [Fact]
    public void WithoutEvent_NothingIsWritten_AndTheTimeIsAGapOfItsOwn()
    {
        Play(600);
        End();

        Assert.Empty(written.Segments);
        AssertJoined(Rests);
        Assert.InRange(Rests.Sum(g => g.EndUs - g.StartUs), 599_000_000, 600_000_001);
        Assert.InRange(Rests.Length, 1, 11);
    }

    [Fact]
    public void Event_IsRecorded_WithTheSecondsBeforeAndAfter()
    {
        Play(100);
        long begunUs = clock.MonotonicUs;
        Assert.True(gates.Begin(id, "motion"));
        Assert.NotEmpty(written.Segments);
        Play(7);
        gates.End(id, "motion");
        long endedUs = clock.MonotonicUs;
        Play(100);
        End();

        Assert.InRange(FirstUs(), begunUs - 5_000_000 - 2_000_000, begunUs - 5_000_000);
        Assert.InRange(LastUs(), endedUs + 4_000_000, endedUs + 4_000_000 + 2_000_000);
        Assert.All(written.Segments, s => Assert.True(s.Fragments[0].StartsWithRandomAccess));
        Assert.All(written.Segments, s => Assert.NotNull(s.EndUs));
        AssertEverythingIsAccountedFor();
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(60, 10)]
    [InlineData(-3600, 0)]
    public void Event_ThatIsRecognisedLate_IsRecorded_FromBeforeItBegan_AsFarAsMemoryReaches(int lateSeconds, int keptSeconds)
    {
        Play(100);
        long nowUs = clock.MonotonicUs;
        gates.Begin(id, "motion", nowUs - (lateSeconds * 1_000_000L));
        Play(7);
        gates.End(id, "motion");
        Play(100);
        End();

        Assert.InRange(FirstUs(), nowUs - ((keptSeconds + 5 + 2) * 1_000_000L), nowUs - ((keptSeconds + 5) * 1_000_000L) + 40_000);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Event_NearTheChangeOfSegments_IsRecordedWithoutHole()
    {
        // The first segment ends somewhere between 30 and 60 s: an event at each second of them meets the change in every way.
        for (int second = 28; second < 64; second++)
        {
            using var other = new GateTests();
            other.Play(second);
            other.gates.Pulse(other.id, TimeSpan.FromSeconds(1));
            other.Play(90 - second);
            other.End();

            other.AssertEverythingIsAccountedFor();
            Assert.All(other.written.Segments, s => Assert.True(s.Fragments[0].StartsWithRandomAccess));
            Assert.InRange(other.LastUs() - other.FirstUs(), 10_000_000, 14_500_000);
        }
    }

    [Fact]
    public void SecondEvent_WithinTheSecondsAfter_GoesOnWithTheSameFile()
    {
        Play(10);
        gates.Pulse(id, TimeSpan.Zero);
        Play(3);
        gates.Pulse(id, TimeSpan.Zero);
        Play(20);
        End();

        Assert.Single(written.Segments);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void TwoEvents_Apart_AreTwoFiles()
    {
        Play(12);
        gates.Pulse(id, TimeSpan.Zero);
        Play(14);
        gates.Pulse(id, TimeSpan.Zero);
        Play(1);
        End();

        Assert.Equal(2, written.Segments.Count);
        Assert.True(written.Segments[0].EndUs < StartOf(written.Segments[1]));
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Sources_AreRecorded_UntilTheLastHasEnded()
    {
        Play(10);
        gates.Begin(id, "motion");
        gates.Begin(id, "input");
        Play(10);
        gates.End(id, "motion");
        Play(20);
        gates.End(id, "input");
        gates.End(id, "never begun");
        long endedUs = clock.MonotonicUs;
        Play(30);

        Assert.InRange(LastUs(), endedUs + 4_000_000, endedUs + 6_000_000);
    }

    [Fact]
    public void Event_WhoseEndNeverComes_IsOverAfterAnHour()
    {
        Play(10);
        gates.Begin(id, "motion");
        long begunUs = clock.MonotonicUs;
        Play(3700);

        Assert.InRange(LastUs(), begunUs + 3_600_000_000, begunUs + 3_602_000_000);
    }

    [Fact]
    public void NoSecondsBeforeOrAfter_StillRecordTheMoment()
    {
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Events, PreRecordSeconds = 0, PostRecordSeconds = 0 });
        Play(11.2);
        long momentUs = clock.MonotonicUs;
        gates.Pulse(id, TimeSpan.Zero);
        Play(20);
        End();

        Assert.InRange(FirstUs(), momentUs - 2_000_000, momentUs);
        Assert.InRange(LastUs(), momentUs, momentUs + 2_000_000);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Event_AfterTheCameraWasCutOff_StillSavesTheSecondsBefore()
    {
        Play(20);
        recorder.EndSession();
        long cutUs = clock.MonotonicUs;
        time.Advance(TimeSpan.FromSeconds(2));
        gates.Pulse(id, TimeSpan.Zero);

        Assert.InRange(FirstUs(), cutUs - 5_000_000, cutUs - 3_000_000);
        Assert.Equal(cutUs, LastUs());
        Assert.NotNull(Assert.Single(written.Segments).EndUs);
    }

    [Fact]
    public void Event_LongAfterTheCameraWasCutOff_RecordsNothingOld()
    {
        Play(20);
        recorder.EndSession();
        time.Advance(TimeSpan.FromMinutes(10));
        gates.Pulse(id, TimeSpan.Zero);

        Assert.Empty(written.Segments);
    }

    [Fact]
    public void Off_WritesNothing_EvenAtAnEvent()
    {
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Off });
        Play(10);
        gates.Begin(id, "motion");
        Play(60);
        End();

        Assert.Empty(written.Segments);
        Assert.Equal(RecordingMode.Off, gates.ModeNow(id));
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void PolicyChange_HoldsFromTheNextFragment_WithoutAnotherSession()
    {
        gates.SetPolicy(id, null);
        Play(20);
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Off });
        long offUs = clock.MonotonicUs;
        Play(20);
        Assert.InRange(LastUs(), offUs - 1_100_000, offUs + 100_000);
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Events });
        Play(20);
        Assert.Single(written.Segments);
        gates.SetPolicy(id, null);
        Play(20);
        End();

        Assert.Equal(2, written.Segments.Count);
        Assert.InRange(StartOf(written.Segments[1]), offUs + 33_000_000, offUs + 36_000_000);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Schedule_IsFollowed_ByTheClockOfTheBoxesZone()
    {
        // The fake clock begins at midnight UTC of 1 January 2000, a Saturday: 01:00 in Berlin.
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        gates.SetPolicy(id, new RecordingPolicy { Schedule = [new ScheduleSpan(DayOfWeek.Saturday, 75, 90, RecordingMode.Off)] });
        long startUs = clock.MonotonicUs;
        Play(45 * 60);
        End();

        (long offUs, long onUs) = (Rests[0].StartUs - startUs, Rests[^1].EndUs - startUs);
        Assert.InRange(offUs, 900_000_000, 901_000_000);
        Assert.InRange(onUs, 1_800_000_000, 1_801_000_000);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Schedule_Follows_TheZoneThatTheOwnerChose_FromThenOn()
    {
        // 09:00 in Tokyo, where the system's own zone says midnight.
        gates.SetPolicy(id, new RecordingPolicy { Schedule = [new ScheduleSpan(DayOfWeek.Saturday, 9 * 60, 10 * 60, RecordingMode.Off)] });
        Play(5 * 60);
        Assert.Empty(Rests);
        clock.LiveIn(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        Play(5 * 60);
        clock.LiveIn(null);
        Play(5 * 60);
        End();

        Assert.InRange(Rests[^1].EndUs - Rests[0].StartUs, 299_000_000, 302_000_000);
        AssertEverythingIsAccountedFor();
    }

    [Fact]
    public void Continuous_IsWritten_AsWithoutAGate()
    {
        var direct = new FakeFootageWriter();
        using var plain = new GateTests();
        plain.gates.SetPolicy(plain.id, null);
        var ungated = new StreamRecorder(plain.id, StreamKind.Main, direct, plain.clock);
        var twin = new CameraScript(ungated) { OriginUs = plain.clock.MonotonicUs };
        plain.Play(200);
        twin.Play(200);
        plain.End();
        ungated.EndSession();
        ungated.Live.Dispose();

        Assert.Equal(direct.Segments.Select(s => (s.Segment.StartMonotonicUs, s.EndUs)), plain.written.Segments.Select(s => (s.Segment.StartMonotonicUs, s.EndUs)));
        Assert.Equal(direct.Segments.SelectMany(s => s.Fragments), plain.written.Segments.SelectMany(s => s.Fragments));
    }

    [Fact]
    public void SubStream_FollowsItsCamera()
    {
        using StreamGate subGate = gates.Open(id, StreamKind.Sub);
        var sub = new StreamRecorder(id, StreamKind.Sub, subGate, clock);
        var small = new CameraScript(sub) { OriginUs = camera.OriginUs, Format = CameraScript.Small };
        sub.BeginSession();
        Play(10);
        small.Play(10);
        gates.Pulse(id, TimeSpan.Zero);
        sub.EndSession();
        sub.Live.Dispose();

        Assert.Equal([StreamKind.Main, StreamKind.Sub], written.Segments.Select(s => s.Segment.Stream).Order());
    }

    [Fact]
    public void Waiting_AllocatesNextToNothing()
    {
        camera.Play(120);
        long before = GC.GetAllocatedBytesForCurrentThread();
        camera.Play(120);

        // 3,000 pictures in 120 fragments and about two segments.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 120 * 600);
        Assert.Empty(written.Segments);
    }

    [Fact]
    public void Nobody_IsTold_OfACameraThatIsNotThere()
    {
        Assert.False(gates.Begin(CameraId.New(), "motion"));
        Assert.False(gates.Pulse(CameraId.New(), TimeSpan.Zero));
        Assert.Null(gates.ModeNow(CameraId.New()));
    }

    private static long StartOf(FakeFootageWriter.WrittenSegment s) => s.Segment.StartMonotonicUs + (s.Fragments[0].Start90k * 100 / 9);

    private static void AssertJoined((long StartUs, long EndUs, GapReason)[] gaps) =>
        Assert.All(gaps.Zip(gaps.Skip(1)), p => Assert.Equal(p.First.EndUs, p.Second.StartUs));

    private void Play(double seconds)
    {
        for (double left = seconds; left > 1e-6; left -= 0.04)
        {
            time.Advance(TimeSpan.FromMilliseconds(40));
            camera.Play(0.041);
        }
    }

    private void End()
    {
        recorder.EndSession();
        gate.Dispose();
    }

    private long FirstUs() => StartOf(written.Segments[0]);

    private long LastUs()
    {
        FakeFootageWriter.WrittenSegment last = written.Segments[^1];
        return last.Segment.StartMonotonicUs + ((last.Fragments[^1].Start90k + last.Fragments[^1].Duration90k) * 100 / 9);
    }

    /// <summary>Files and gaps of the policy tile the time from the first picture to the last: no hole, no overlap.</summary>
    private void AssertEverythingIsAccountedFor()
    {
        (long StartUs, long EndUs)[] all =
        [
            .. written.Segments.Select(s => (StartOf(s), s.EndUs!.Value)).Concat(Rests.Select(g => (g.StartUs, g.EndUs))).OrderBy(p => p.Item1),
        ];
        Assert.All(all.Zip(all.Skip(1)), p => Assert.InRange(p.Second.StartUs - p.First.EndUs, -1, 1));
        Assert.InRange(all[0].StartUs, camera.OriginUs, camera.OriginUs + 1);
        Assert.InRange(all[^1].EndUs, camera.NowUs - 1, camera.NowUs + 1);
    }
}
