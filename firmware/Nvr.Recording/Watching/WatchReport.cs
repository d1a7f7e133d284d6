using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Recording.Watching;

/// <summary>What the analysis says of itself to the box's health. Used by one task.</summary>
internal sealed class WatchReport(HealthBoard health)
{
    private const string Part = "analysis";

    private const string LeftOutStep = "Set up sub streams of lower resolution for these cameras, or switch the search for motion off where the camera finds motion itself.";

    private readonly HashSet<CameraId> aside = [];

    /// <summary>Nobody wants anything looked at.</summary>
    public void Nothing() => health.Forget(Part);

    public void Starting() => health.Report(new HealthItem(Part, HealthLevel.Unknown, "The search for motion is being started."));

    /// <summary>What became of the cameras' pictures in the last while.</summary>
    /// <param name="slots">The cameras that are looked at.</param>
    /// <param name="tooMany">Cameras that are not because there are more than can be.</param>
    public void Working(IReadOnlyCollection<WatchSlot> slots, int tooMany)
    {
        List<string> late = [.. slots.Where(s => s.IsLate()).Select(s => s.Plan.Name)];
        health.Report(
            tooMany > 0 ? new HealthItem(Part, HealthLevel.Attention, $"Motion is looked for in {Cameras(slots.Count)}; {tooMany} more cannot be looked at.", "Switch the search for motion off where it is not needed.")
            : late.Count > 0 ? new HealthItem(Part, HealthLevel.Attention, $"More pictures come than can be looked at for motion; some are left out of {string.Join(", ", late)}. Recording is not affected.", LeftOutStep)
            : new HealthItem(Part, HealthLevel.Ok, $"Motion is looked for in {Cameras(slots.Count)}{ByBoard(slots.Count(s => s.IsByBoard), slots.Count)}."));
    }

    /// <summary>It ended without being asked to, and is started again.</summary>
    /// <param name="why">What it said, or what was found.</param>
    /// <param name="isAskedFor">Somebody wants it. What the box does by itself and cannot do here is nothing to see to.</param>
    public void Ended(NvrException why, bool isAskedFor) => health.Report(
        why.Kind != ErrorKind.Unsupported ? new HealthItem(Part, HealthLevel.Attention, "The search for motion ended unexpectedly and is started again. Recording is not affected.", why.NextStep, why.Message)
        : new HealthItem(Part, isAskedFor ? HealthLevel.Attention : HealthLevel.Ok, $"Motion is not looked for. {why.Message}", why.NextStep));

    /// <summary>Returns the sentence that it told.</summary>
    public string SetAside(WatchPlan plan)
    {
        string sentence = $"{plan.Name}: its pictures ended the search for motion twice; they are not looked at for an hour. Recording is not affected.";
        aside.Add(plan.Camera);
        health.Report(new HealthItem(PartOf(plan.Camera), HealthLevel.Attention, sentence, "If this comes again, update the camera's firmware or choose another codec for its stream."));
        return sentence;
    }

    /// <summary>Takes back what is not so any more.</summary>
    public void KeepAside(Func<CameraId, bool> isAside)
    {
        foreach (CameraId camera in aside.Where(c => !isAside(c)).ToList())
        {
            aside.Remove(camera);
            health.Forget(PartOf(camera));
        }
    }

    private static string PartOf(CameraId camera) => $"analysis/{camera}";

    private static string ByBoard(int some, int all) => some == 0 ? "" : some == all ? ", with the board's decoder" : $", with the board's decoder in {some} of them";

    private static string Cameras(int count) => count == 1 ? "one camera" : $"{count} cameras";
}
