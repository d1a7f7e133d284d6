namespace Nvr.Adoption.Healing;

/// <summary>A step that was tried, and when: monotonic microseconds.</summary>
public readonly record struct HealingAttempt(HealingStep Step, long AtUs, StepOutcome Outcome);
