using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Core.Time;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>The history on a real disk, over boots and clocks that are set.</summary>
public sealed class HealingHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeviceId Door = DeviceId.New();
    private readonly string folder = Directory.CreateTempSubdirectory("healing-").FullName;
    private readonly DataDirectory data;

    public HealingHistoryTests() => data = DataDirectory.Open(folder);

    [Fact]
    public void AfterABoot_StepsAreAsOldAsTheyWere()
    {
        FakeTimeProvider time = Write();
        time.Advance(TimeSpan.FromHours(1));

        // Another boot: the monotonic clock is another one.
        BoxClock after = Clock(time.GetUtcNow());
        HealingAttempt attempt = Assert.Single(HealingHistory.Open(data, after).Of(Door));

        Assert.Equal((HealingStep.PowerCycle, StepOutcome.Failed), (attempt.Step, attempt.Outcome));
        Assert.Equal(TimeSpan.FromHours(1), TimeSpan.FromMicroseconds(after.MonotonicUs - attempt.AtUs));
    }

    [Fact]
    public void AClockSetBack_MakesNoStepForgotten()
    {
        Write();
        BoxClock after = Clock(Noon.AddYears(-1));

        HealingAttempt attempt = Assert.Single(HealingHistory.Open(data, after).Of(Door));

        Assert.Equal(after.MonotonicUs, attempt.AtUs);
    }

    [Fact]
    public void ADayLater_ItIsForgotten()
    {
        FakeTimeProvider time = Write();

        Assert.Empty(HealingHistory.Open(data, Clock(time.GetUtcNow().AddHours(25))).Of(Door));
    }

    [Fact]
    public void Outcome_ReplacesWhatWasNotedBefore()
    {
        BoxClock clock = Clock(Noon);
        HealingHistory history = HealingHistory.Open(data, clock);
        var attempt = new HealingAttempt(HealingStep.Reboot, clock.MonotonicUs, StepOutcome.Failed);

        history.Note(Door, attempt);
        history.Note(Door, attempt with { Outcome = StepOutcome.Done });

        Assert.Equal([attempt with { Outcome = StepOutcome.Done }], history.Of(Door));
        Assert.Empty(history.Of(DeviceId.New()));
    }

    [Fact]
    public void DamagedFile_CountsAsEmpty()
    {
        Write();
        File.WriteAllText(data.SettingsFile("healing.json"), "{ not json");

        Assert.Empty(HealingHistory.Open(data, Clock(Noon)).Of(Door));
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private FakeTimeProvider Write()
    {
        var time = new FakeTimeProvider(Noon);
        var clock = new BoxClock(time, Guid.NewGuid());
        HealingHistory.Open(data, clock).Note(Door, new HealingAttempt(HealingStep.PowerCycle, clock.MonotonicUs, StepOutcome.Failed));
        return time;
    }

    private static BoxClock Clock(DateTimeOffset now) => new(new FakeTimeProvider(now), Guid.NewGuid());
}
