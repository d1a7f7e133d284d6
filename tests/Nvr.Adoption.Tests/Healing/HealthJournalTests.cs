using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Adoption.Tests.Events;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;

namespace Nvr.Adoption.Tests.Healing;

public sealed class HealthJournalTests
{
    private static readonly DeviceId Door = DeviceId.New();
    private readonly HealthBoard health = new();
    private readonly HealthJournal journal;

    public HealthJournalTests() => journal = new HealthJournal(health, NullLogger<HealthJournal>.Instance);

    [Fact]
    public void EveryStepAndOutcome_IsSaidInWords_WithANextStep()
    {
        foreach (HealingStep step in Enum.GetValues<HealingStep>())
        {
            foreach (StepOutcome outcome in Enum.GetValues<StepOutcome>())
            {
                journal.OnStep(Note(step, outcome, TimeSpan.FromMinutes(5)));

                HealthItem item = Assert.Single(health.Read());
                Assert.Equal(HealthLevel.Attention, item.Level);
                Assert.StartsWith("door: no picture for 5 minutes. ", item.Sentence);
                Assert.EndsWith(".", item.Sentence);
                Assert.EndsWith(".", item.NextStep);
            }
        }
    }

    [Fact]
    public void Recovery_ClearsTheBoard()
    {
        journal.OnStep(Note(HealingStep.Reboot, StepOutcome.Done, TimeSpan.FromSeconds(90)));
        journal.OnGivenUp(Door, "door");
        Assert.Contains("tomorrow", Assert.Single(health.Read()).Sentence);

        journal.OnRecovered(Door, "door");

        Assert.Empty(health.Read());
    }

    [Fact]
    public void EveryStep_IsAnEventOfEachCamera_AndPassedOn()
    {
        var sink = new NotedEvents();
        CameraId[] cameras = [CameraId.New(), CameraId.New()];
        HealingNote note = Note(HealingStep.PowerCycle, StepOutcome.Failed, TimeSpan.FromMinutes(6)) with { Cameras = cameras, Cause = "No answer." };

        new EventJournal(sink, journal).OnStep(note);

        Assert.Equal(cameras, sink.Told.Select(t => t.Camera));
        Assert.All(sink.Told, t => Assert.Equal(
            (CameraEventKind.Other, EventPhase.Pulse, "Recorder/Healing/PowerCycle", "Failed"),
            (t.Message.Kind, t.Message.Phase, t.Message.Topic, t.Message.Text)));
        Assert.EndsWith("(No answer.)", sink.Told.First().Message.Raw);
        Assert.Single(health.Read());
    }

    private static HealingNote Note(HealingStep step, StepOutcome outcome, TimeSpan ill) =>
        new() { Device = Door, Cameras = [], Names = "door", Time = default, Step = step, Outcome = outcome, Ill = ill };
}
