namespace Nvr.Adoption.Healing;

/// <summary>What healing does, in words for the user. Pure.</summary>
internal static class HealingWords
{
    public static string Of(HealingNote note) => $"{note.Names}: no picture for {Span(note.Ill)}. {Deed(note)}";

    public static string NextStep(HealingNote note) => note.Outcome switch
    {
        StepOutcome.Updating => "Wait until the update is done.",
        StepOutcome.Refused when note.Step == HealingStep.Reboot => "Check the user name and password of the camera; its user must be an administrator to restart it.",
        _ => "If the picture does not come back in a few minutes, check the camera and its cable.",
    };

    public static string GivenUp(string names) =>
        $"{names}: still no picture, although all was done that the recorder can do in a day. It tries again tomorrow.";

    private static string Deed(HealingNote note) => (note.Step, note.Outcome) switch
    {
        (HealingStep.Reboot, StepOutcome.Done) => "The camera was restarted.",
        (HealingStep.Reboot, StepOutcome.Failed) => "The camera was asked to restart and did not answer.",
        (HealingStep.Reboot, StepOutcome.Refused) => "The camera was asked to restart and refused.",
        (HealingStep.PowerCycle, StepOutcome.Done) => "The power of its port was switched off and on.",
        (HealingStep.PowerCycle, StepOutcome.Failed or StepOutcome.Refused) => "The power of its port could not be switched.",
        _ => "The camera is installing a firmware update and is left alone.",
    };

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => $"{span.TotalSeconds:0} seconds",
        { TotalHours: < 2 } => $"{span.TotalMinutes:0} minutes",
        _ => $"{span.TotalHours:0} hours",
    };
}
