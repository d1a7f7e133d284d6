using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Healing;
using Nvr.Core.Time;

namespace Nvr.Adoption.Tests.Healing;

public sealed class HealingPlanTests
{
    private const long MinuteUs = 60_000_000;
    private const long HourUs = 60 * MinuteUs;

    private static readonly HealingRules Rules = new();

    /// <summary>Every combination of what can be known; only the right ones do something.</summary>
    [Fact]
    public void Step_IsTaken_OnlyWhenNothingSpeaksAgainstIt()
    {
        bool[] both = [false, true];
        var cases =
            from ill in both
            from dead in both
            from updating in both
            from network in both
            from busy in both
            from reboot in both
            from cycle in both
            select (ill, dead, updating, network, busy, reboot, cycle);
        int steps = 0;
        foreach (var c in cases)
        {
            HealingDecision decision = HealingPlan.Decide(
                new HealingFacts
                {
                    NowUs = HourUs, IllSinceUs = c.ill ? HourUs - (10 * MinuteUs) : null, IsDead = c.dead, IsUpdating = c.updating,
                    IsNetworkDown = c.network, IsSwitchBusy = c.busy, CanReboot = c.reboot, CanPowerCycle = c.cycle,
                },
                Rules);

            HealingHold expected = !c.ill || !c.dead ? HealingHold.Well
                : c.updating ? HealingHold.Updating
                : c.network ? HealingHold.NetworkDown
                : !c.reboot && !c.cycle ? HealingHold.Powerless
                : c.busy ? HealingHold.SwitchBusy
                : HealingHold.None;
            Assert.Equal(expected, decision.Hold);
            HealingStep? step = expected != HealingHold.None ? null : c.reboot ? HealingStep.Reboot : HealingStep.PowerCycle;
            Assert.Equal(step, decision.Step);
            steps += decision.Step is null ? 0 : 1;
        }
        Assert.Equal(3, steps);
    }

    [Fact]
    public void Steps_TakeTurns_WithGrowingPatience()
    {
        List<(double Minute, HealingStep Step)> taken = Live(TimeSpan.FromHours(3), canReboot: true, canCycle: true, _ => StepOutcome.Done);

        Assert.Equal([2.0, 6, 14, 30, 62, 126], taken.Select(t => t.Minute));
        Assert.All(taken.Index(), t => Assert.Equal(t.Index % 2 == 0 ? HealingStep.Reboot : HealingStep.PowerCycle, t.Item.Step));
    }

    [Theory]
    [InlineData(true, true, StepOutcome.Done)]
    [InlineData(true, true, StepOutcome.Failed)]
    [InlineData(true, false, StepOutcome.Done)]
    [InlineData(false, true, StepOutcome.Done)]
    [InlineData(false, true, StepOutcome.Failed)]
    public void Bound_HoldsInEveryStretchOfADay_AndTheNextDayItIsTriedAgain(bool canReboot, bool canCycle, StepOutcome outcome)
    {
        List<(double Minute, HealingStep Step)> taken = Live(TimeSpan.FromDays(4), canReboot, canCycle, _ => outcome);

        foreach (HealingStep step in Enum.GetValues<HealingStep>())
        {
            double[] at = [.. taken.Where(t => t.Step == step).Select(t => t.Minute)];
            Assert.Equal(step == HealingStep.Reboot ? canReboot : canCycle, at.Length > 3);
            Assert.All(at, from => Assert.InRange(at.Count(m => m >= from && m < from + (24 * 60)), 1, 3));
        }
    }

    [Fact]
    public void PowerCycle_WithoutARestart_WaitsLonger()
    {
        List<(double Minute, HealingStep Step)> taken = Live(TimeSpan.FromMinutes(6), canReboot: false, canCycle: true, _ => StepOutcome.Done);

        Assert.Equal((5.0, HealingStep.PowerCycle), Assert.Single(taken));
    }

    [Fact]
    public void Refusal_IsNotAskedAgain_OnThatDay()
    {
        List<(double Minute, HealingStep Step)> taken =
            Live(TimeSpan.FromHours(20), canReboot: true, canCycle: true, s => s == HealingStep.Reboot ? StepOutcome.Refused : StepOutcome.Done);

        Assert.Single(taken, t => t.Step == HealingStep.Reboot);
        Assert.Equal(3, taken.Count(t => t.Step == HealingStep.PowerCycle));
    }

    [Fact]
    public void Updating_CostsNothingOfTheDay()
    {
        HealingAttempt[] attempts = [.. Enumerable.Range(0, 10).Select(i => new HealingAttempt(HealingStep.Reboot, i * MinuteUs, StepOutcome.Updating))];

        HealingDecision decision = HealingPlan.Decide(
            new HealingFacts { NowUs = HourUs, IllSinceUs = 0, IsDead = true, CanReboot = true, Attempts = attempts }, Rules);

        Assert.Equal(HealingDecision.Do(HealingStep.Reboot), decision);
    }

    [Fact]
    public void NewIllness_BeginsGently_ButTheDayCountsOn()
    {
        HealingAttempt[] before =
        [
            new(HealingStep.Reboot, 1 * HourUs, StepOutcome.Done),
            new(HealingStep.PowerCycle, 2 * HourUs, StepOutcome.Done),
            new(HealingStep.Reboot, 3 * HourUs, StepOutcome.Done),
        ];
        HealingFacts facts = new() { NowUs = (10 * HourUs) + (2 * MinuteUs), IllSinceUs = 10 * HourUs, IsDead = true, CanReboot = true, Attempts = before };

        Assert.Equal(HealingDecision.Do(HealingStep.Reboot), HealingPlan.Decide(facts, Rules));
        Assert.Equal(HealingHold.Patience, HealingPlan.Decide(facts with { NowUs = facts.NowUs - 1 }, Rules).Hold);
        HealingAttempt[] third = [.. before, new(HealingStep.Reboot, 4 * HourUs, StepOutcome.Done)];
        Assert.Equal(HealingHold.SpentForToday, HealingPlan.Decide(facts with { Attempts = third }, Rules).Hold);
    }

    /// <summary>A device that stays dead whatever is done, looked at every half minute; when which step was taken.</summary>
    private static List<(double Minute, HealingStep Step)> Live(TimeSpan length, bool canReboot, bool canCycle, Func<HealingStep, StepOutcome> outcome)
    {
        var time = new FakeTimeProvider();
        var clock = new BoxClock(time, Guid.Empty);
        long startUs = clock.MonotonicUs;
        List<HealingAttempt> attempts = [];
        List<(double, HealingStep)> taken = [];
        while (clock.MonotonicUs - startUs < length.TotalMicroseconds)
        {
            HealingFacts facts = new()
            {
                NowUs = clock.MonotonicUs, IllSinceUs = startUs, IsDead = true, CanReboot = canReboot, CanPowerCycle = canCycle, Attempts = attempts,
            };
            if (HealingPlan.Decide(facts, Rules).Step is { } step)
            {
                attempts.Add(new HealingAttempt(step, facts.NowUs, outcome(step)));
                taken.Add(((facts.NowUs - startUs) / (double)MinuteUs, step));
            }
            time.Advance(TimeSpan.FromSeconds(30));
        }
        return taken;
    }
}
