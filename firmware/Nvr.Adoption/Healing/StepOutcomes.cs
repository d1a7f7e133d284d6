using Nvr.Core;

namespace Nvr.Adoption.Healing;

/// <summary>What a failure of a step means for the next one. Pure.</summary>
internal static class StepOutcomes
{
    /// <summary>The specification has no code for it; what cameras write into the reason of their fault has one of these.</summary>
    private static readonly string[] UpdateWords = ["upgrad", "firmware", "updating"];

    public static StepOutcome Of(NvrException failure) => failure switch
    {
        _ when UpdateWords.Any(w => Says(failure, w)) => StepOutcome.Updating,
        { Kind: ErrorKind.Unauthorised or ErrorKind.Unsupported or ErrorKind.InvalidInput or ErrorKind.Conflict } => StepOutcome.Refused,
        _ => StepOutcome.Failed,
    };

    private static bool Says(NvrException failure, string word) =>
        failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase)
        || failure.InnerException?.Message.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
