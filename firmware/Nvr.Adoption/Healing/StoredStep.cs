using Nvr.Core.Time;

namespace Nvr.Adoption.Healing;

/// <summary>A step as it lies on the disk.</summary>
public sealed record StoredStep(Guid Device, HealingStep Step, UtcTime At, StepOutcome Outcome);
