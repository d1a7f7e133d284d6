namespace SimCamera.Quirks;

/// <summary>A quirk that is a setting of the camera and nothing more.</summary>
internal sealed class PlanQuirk(Action<CameraPlan> configure) : Quirk
{
    public override void Configure(CameraPlan plan) => configure(plan);
}
