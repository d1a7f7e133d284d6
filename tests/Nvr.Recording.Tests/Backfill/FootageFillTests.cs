using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Backfill;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Backfill;

/// <summary>A hole from 10 s to 16 s; the camera's clock is two seconds ahead of the box's.</summary>
public sealed class FootageFillTests
{
    private const long SecondUs = 1_000_000;
    private const long UtcOfMonotonicUs = 1_790_000_000 * SecondUs;
    private const long AheadUs = 2 * SecondUs;

    private static readonly Guid Boot = Guid.NewGuid();
    private static readonly byte[] Picture = [0, 0, 0, 4, 0x65, 1, 2, 3];

    private readonly FakeFootageWriter writer = new();

    [Fact]
    public void Hole_WithoutAPictureToKnowAgain_IsFilledFromTheFirstKeyPicture()
    {
        FootageFill fill = Order(AheadUs);
        From(fill, 7).Play(12);

        FakeFootageWriter.WrittenSegment only = Assert.Single(writer.Segments);
        Assert.Equal((11 * SecondUs, Boot), (only.Segment.StartMonotonicUs, only.Segment.BackfilledBoot));
        Assert.Equal(16 * SecondUs, only.EndUs);
        Assert.True(only.Fragments[0].StartsWithRandomAccess);
        Assert.Equal((true, 125, 5 * SecondUs), (fill.IsSatisfied, fill.Pictures, fill.FilledUs));
        Assert.Empty(writer.Gaps);
    }

    [Fact]
    public void Picture_SeenAgain_TellsTheClockAndGoesOnWithTheNextPicture()
    {
        // The clock that ONVIF tells is 1.2 s wrong.
        FootageFill fill = Order(800_000, new KeyFrame(At(9), CameraScript.Wide, Picture));
        From(fill, 9).Play(10);

        FakeFootageWriter.WrittenSegment only = Assert.Single(writer.Segments);
        Assert.Equal((10 * SecondUs, 16 * SecondUs), (only.Segment.StartMonotonicUs, only.EndUs));
        Assert.False(only.Fragments[0].StartsWithRandomAccess);
        Assert.Equal((true, 150), (fill.IsAnchored, fill.Pictures));
    }

    [Fact]
    public void Picture_ThatIsAnother_IsNotKnownAgainAndNothingIsWritten()
    {
        FootageFill fill = Order(AheadUs, new KeyFrame(At(9), CameraScript.Wide, [0, 0, 0, 4, 0x65, 9, 9, 9]));
        From(fill, 9).Play(10);

        Assert.Equal((false, true), (fill.IsAnchored, fill.IsSatisfied));
        Assert.Empty(writer.Segments);
    }

    [Fact]
    public void Successor_SeenBeforeTheEnd_EndsIt()
    {
        var again = new KeyFrame(new UtcTime(At(15).Microseconds + 200_000), CameraScript.Wide, Picture);
        FootageFill fill = Order(AheadUs, new KeyFrame(At(9), CameraScript.Wide, Picture), again);
        From(fill, 9).Play(10);

        Assert.Equal(15 * SecondUs, Assert.Single(writer.Segments).EndUs);
        Assert.Equal(125, fill.Pictures);
    }

    [Fact]
    public void Pictures_PlacedBehindTheEnd_ArePutBeforeItUntilTheSuccessor()
    {
        // Live footage that began again was placed a fifth of a second too early.
        var again = new KeyFrame(At(16), CameraScript.Wide, Picture);
        FootageFill fill = Order(AheadUs, new KeyFrame(new UtcTime(At(9).Microseconds + 200_000), CameraScript.Wide, Picture), again);
        CameraScript camera = From(fill, 9);
        camera.Play(7);
        camera.StartGroup();
        camera.Play(5);

        FakeFootageWriter.WrittenSegment only = Assert.Single(writer.Segments);
        Assert.Equal(16 * SecondUs, only.EndUs);
        Assert.Equal(155, fill.Pictures);
        Assert.InRange(only.Fragments[^1].Start90k, 0, 6 * 90_000);
    }

    [Fact]
    public void Jump_InTheHole_MakesTwoSegmentsThatBothBeginAtAKeyPicture()
    {
        FootageFill fill = Order(AheadUs);
        CameraScript camera = From(fill, 9);
        camera.Play(3.5);
        fill.OnJump();
        camera.Play(8);

        Assert.Equal([11 * SecondUs, 13 * SecondUs], writer.Segments.Select(s => s.Segment.StartMonotonicUs));
        Assert.Equal([12_480_000, 16 * SecondUs], writer.Segments.Select(s => s.EndUs!.Value));
        Assert.All(writer.Segments, s => Assert.True(s.Fragments[0].StartsWithRandomAccess));
    }

    [Fact]
    public void Replay_ThatBreaksOff_KeepsWhatCame()
    {
        FootageFill fill = Order(AheadUs);
        From(fill, 9).Play(4);
        fill.Finish(false);

        Assert.Equal(13 * SecondUs, Assert.Single(writer.Segments).EndUs);
        Assert.Equal(2 * SecondUs, fill.FilledUs);
    }

    [Fact]
    public void Replay_ThatBreaksOffJustBeforeTheEnd_LeavesAHoleThatCanBeSeen()
    {
        // Two pictures are missing at the end: 80 ms, where a quarter of a second counts as no interruption.
        FootageFill fill = Order(AheadUs);
        From(fill, 9).Play(6.92);
        fill.Finish(false);

        Assert.Equal(15_520_000, Assert.Single(writer.Segments).EndUs);
        Assert.Equal(4_520_000, fill.FilledUs);
    }

    [Fact]
    public void Replay_OfWhichNoMoreComes_IsKeptToItsLastPicture()
    {
        FootageFill fill = Order(AheadUs);
        CameraScript camera = From(fill, 9);
        camera.WithAudio = true;
        camera.Play(6.92);
        fill.Finish(true);

        Assert.Equal((15_920_000, 123), (Assert.Single(writer.Segments).EndUs, fill.Pictures));
    }

    [Fact]
    public void Jump_JustBeforeTheEnd_LeavesAHoleThatCanBeSeenToo()
    {
        FootageFill fill = Order(AheadUs);
        CameraScript camera = From(fill, 9);
        camera.Play(6.8);
        fill.OnJump();
        camera.Play(0.12);
        fill.Finish(false);

        Assert.Equal(15_520_000, Assert.Single(writer.Segments).EndUs);
    }

    [Fact]
    public void Sound_OfTheReplay_IsInTheSegment()
    {
        FootageFill fill = Order(AheadUs);
        CameraScript camera = From(fill, 9);
        camera.WithAudio = true;
        camera.Play(10);

        Assert.Equal(2, Assert.Single(writer.Segments).Segment.Tracks.Count);
    }

    private static UtcTime At(long seconds) => new(UtcOfMonotonicUs + (seconds * SecondUs));

    private static CameraScript From(FootageFill fill, long seconds) => new(fill) { OriginUs = At(seconds).Microseconds + AheadUs };

    private FootageFill Order(long offsetUs, KeyFrame? anchor = null, KeyFrame? successor = null) => new(
        new FillOrder
        {
            Camera = CameraId.New(), Stream = StreamKind.Main, CameraOffsetUs = offsetUs, Anchor = anchor, Successor = successor,
            Hole = new FootageHole(Boot, 10 * SecondUs, 16 * SecondUs, new UtcRange(At(10), At(16))),
        },
        writer);
}
