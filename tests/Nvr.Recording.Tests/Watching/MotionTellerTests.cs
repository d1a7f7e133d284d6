using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;
using Nvr.Storage.Events;

namespace Nvr.Recording.Tests.Watching;

public sealed class MotionTellerTests : IEventWriter, IRecordingTriggers
{
    private static readonly EventBox s_box = new(0.25f, 0.5f, 0.125f, 0.25f);

    private readonly CameraId camera = CameraId.New();
    private readonly List<CameraEvent> events = [];
    private readonly List<string> triggers = [];
    private readonly MotionTeller teller;

    public MotionTellerTests() => teller = new MotionTeller(this, this, BoxClock.System());

    [Theory]
    [InlineData(CrossingDirection.LeftToRight, "from its left to its right")]
    [InlineData(CrossingDirection.RightToLeft, "from its right to its left")]
    public void Crossing_IsAMoment_ThatRecords(CrossingDirection way, string words)
    {
        teller.Tell(camera, new MotionChange(MotionStep.Happens, "Drive", 7, s_box, 25) { Kind = CameraEventKind.LineCrossing, Direction = MoveDirection.Away, Way = way });

        CameraEvent told = Assert.Single(events);
        Assert.Equal((CameraEventKind.LineCrossing, EventPhase.Pulse, "Drive", MoveDirection.Away, (EventBox?)s_box, (float?)0.5f), (told.Kind, told.Phase, told.Zone, told.Direction, told.Box, told.Confidence));
        Assert.Equal("Analysis/LineCrossing", told.Topic);
        Assert.Contains(words, told.Raw, StringComparison.Ordinal);
        Assert.Equal(["pulse 0 since 7"], triggers);
    }

    [Fact]
    public void Stays_AreEventsOfTheirOwn_ThatRecordUntilTheirEnds()
    {
        MotionChange first = new(MotionStep.Begins, "Dock", 7, s_box, 25) { Kind = CameraEventKind.Loitering, Number = 1 };
        foreach (MotionChange change in (MotionChange[])[first, first with { Number = 2 }, first with { Step = MotionStep.GoesOn }, first with { Step = MotionStep.Ends }])
        {
            teller.Tell(camera, change);
        }

        Assert.Equal([(EventPhase.Start, "Analysis/Loitering/1/Dock"), (EventPhase.Start, "Analysis/Loitering/2/Dock"), (EventPhase.End, "Analysis/Loitering/1/Dock")], events.Select(e => (e.Phase, e.Key)));
        Assert.All(events, e => Assert.Equal((CameraEventKind.Loitering, "Dock"), (e.Kind, e.Zone)));
        Assert.Equal(["begin Analysis/Loitering/1/Dock since 7", "begin Analysis/Loitering/2/Dock since 7", "begin Analysis/Loitering/1/Dock since 7", "end Analysis/Loitering/1/Dock"], triggers);
    }

    void IEventWriter.Add(CameraId camera, CameraEvent message, EventOrigin origin)
    {
        Assert.Equal(EventOrigin.Recorder, origin);
        events.Add(message);
    }

    void IEventWriter.Interrupt(CameraId camera) => Assert.Fail("Nothing is interrupted.");

    bool IRecordingTriggers.Begin(CameraId camera, string source, long? sinceUs) => Note($"begin {source} since {sinceUs}");

    bool IRecordingTriggers.End(CameraId camera, string source) => Note($"end {source}");

    bool IRecordingTriggers.Pulse(CameraId camera, TimeSpan length, long? sinceUs) => Note($"pulse {length.TotalSeconds} since {sinceUs}");

    RecordingMode? IRecordingTriggers.ModeNow(CameraId camera) => RecordingMode.Continuous;

    private bool Note(string what)
    {
        triggers.Add(what);
        return true;
    }
}
