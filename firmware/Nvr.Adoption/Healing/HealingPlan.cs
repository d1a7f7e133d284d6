namespace Nvr.Adoption.Healing;

/// <summary>
/// What to do for an ill device, as a pure function: nothing while connecting again may help, then a restart, then its PoE port, in turns and
/// each time after twice the patience; never beyond the day's bounds, never during a firmware update, never when it is not the device.
/// </summary>
public static class HealingPlan
{
    private const long DayUs = 86_400_000_000;

    public static HealingDecision Decide(HealingFacts facts, HealingRules rules)
    {
        if (facts.IllSinceUs is not { } illSinceUs || !facts.IsDead)
        {
            return HealingDecision.Wait(HealingHold.Well);
        }
        if (facts.IsUpdating)
        {
            return HealingDecision.Wait(HealingHold.Updating);
        }
        if (facts.IsNetworkDown)
        {
            return HealingDecision.Wait(HealingHold.NetworkDown);
        }
        if (!facts.CanReboot && !facts.CanPowerCycle)
        {
            return HealingDecision.Wait(HealingHold.Powerless);
        }
        if (Choose(facts, illSinceUs, rules) is not { } step)
        {
            return HealingDecision.Wait(HealingHold.SpentForToday);
        }
        if (facts.NowUs < DueUs(step, facts, illSinceUs, rules))
        {
            return HealingDecision.Wait(HealingHold.Patience);
        }
        return facts.IsSwitchBusy ? HealingDecision.Wait(HealingHold.SwitchBusy) : HealingDecision.Do(step);
    }

    /// <summary>The gentler step first, then in turns; the other one where the one whose turn it is cannot be done.</summary>
    private static HealingStep? Choose(HealingFacts facts, long illSinceUs, HealingRules rules)
    {
        HealingStep[] inThisIllness = [.. Tried(facts).Where(a => a.AtUs >= illSinceUs).Select(a => a.Step)];
        HealingStep turn = inThisIllness is [.., HealingStep.Reboot] ? HealingStep.PowerCycle : HealingStep.Reboot;
        HealingStep other = turn == HealingStep.Reboot ? HealingStep.PowerCycle : HealingStep.Reboot;
        return IsOpen(turn, facts, rules) ? turn : IsOpen(other, facts, rules) ? other : null;
    }

    private static bool IsOpen(HealingStep step, HealingFacts facts, HealingRules rules)
    {
        bool can = step == HealingStep.Reboot ? facts.CanReboot : facts.CanPowerCycle;
        int bound = step == HealingStep.Reboot ? rules.RebootsADay : rules.PowerCyclesADay;
        HealingAttempt[] today = [.. Tried(facts).Where(a => a.Step == step && facts.NowUs - a.AtUs < DayUs)];
        return can && today.Length < bound && today.All(a => a.Outcome != StepOutcome.Refused);
    }

    private static long DueUs(HealingStep step, HealingFacts facts, long illSinceUs, HealingRules rules)
    {
        HealingAttempt[] before = [.. Tried(facts).Where(a => a.AtUs >= illSinceUs)];
        // Bounded, because no patience needs more doublings and the product must not overflow.
        TimeSpan patience = rules.FirstPatience * Math.Pow(2, Math.Min(before.Length, 20));
        long sinceUs = before.Length == 0 ? illSinceUs : before[^1].AtUs;
        long dueUs = sinceUs + (long)(patience < rules.LongestPatience ? patience : rules.LongestPatience).TotalMicroseconds;
        return step == HealingStep.Reboot ? dueUs : Math.Max(dueUs, illSinceUs + (long)rules.BeforePowerCycle.TotalMicroseconds);
    }

    /// <summary>A device that says it is updating was not touched.</summary>
    private static IEnumerable<HealingAttempt> Tried(HealingFacts facts) => facts.Attempts.Where(a => a.Outcome != StepOutcome.Updating);
}
