namespace Nvr.Web.Box;

/// <summary>The words of the API, and of the file, for the steps of the first visit and for the clock's standing.</summary>
internal static class SetUpWords
{
    public static string Of(SetUpStep step) => step switch
    {
        SetUpStep.Box => "box",
        SetUpStep.Disks => "disks",
        SetUpStep.Cameras => "cameras",
        _ => "sheet",
    };

    public static SetUpStep? StepOf(string? word) => SetUpProgress.Steps.Cast<SetUpStep?>().FirstOrDefault(s => Of(s!.Value) == word);

    public static string Of(ClockStanding clock) => clock switch
    {
        ClockStanding.Followed => "followed",
        ClockStanding.Plausible => "plausible",
        _ => "doubtful",
    };
}
