namespace Nvr.Board.Updates;

/// <summary>
/// When a system that was just installed is proven, and when the box goes back to the one before it. It is good as soon as all that worked before works. At the deadline it is kept for one camera that records to a volume that is
/// mounted (where none recorded before: for one volume): the others may have been switched off meanwhile, and the former system could not help that. Pure; immutable.
/// </summary>
public sealed record TrialRules
{
    /// <summary>Cameras that lost their power with the box need two minutes to start, arrays that lost a member 45 s to be given up on.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A program that ends more often before it is proven will not be; power cuts count as well, which is why it is not one.</summary>
    public int MostStarts { get; init; } = 5;

    /// <summary>For trying it out.</summary>
    public TrialRules Hastened(double haste) => this with { Deadline = Deadline / haste };

    public TrialVerdict Judge(TrialFacts facts) =>
        facts.Starts > MostStarts ? TrialVerdict.NotGood
        : facts.IsWhole ? TrialVerdict.Good
        : facts.Age < Deadline ? TrialVerdict.Wait
        : FaultOf(facts) is null ? TrialVerdict.Partly
        : TrialVerdict.NotGood;

    /// <summary>What keeps it from being good at the deadline; null for nothing.</summary>
    public TrialFault? FaultOf(TrialFacts facts) =>
        facts.Starts > MostStarts ? TrialFault.Dying
        : !facts.PageAnswers ? TrialFault.Page
        : facts is { Cameras: > 0, RecordingCameras: > 0 } ? null
        : facts is { Volumes: > 0, MountedVolumes: 0 } ? TrialFault.Volumes
        : facts.Cameras > 0 ? TrialFault.Recording
        : null;
}
