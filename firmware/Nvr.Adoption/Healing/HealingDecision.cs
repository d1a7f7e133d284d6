namespace Nvr.Adoption.Healing;

/// <summary>What to do for a device now: a step, or why none.</summary>
public readonly record struct HealingDecision(HealingStep? Step, HealingHold Hold)
{
    public static HealingDecision Wait(HealingHold hold) => new(null, hold);

    public static HealingDecision Do(HealingStep step) => new(step, HealingHold.None);
}
