using Nvr.Core;

namespace Nvr.Board.Sticks;

/// <summary>Whether a stick can be written to, and if not, why and what to do about it. Immutable.</summary>
/// <param name="Condition">The same in one word.</param>
/// <param name="Sentence">Why it cannot be used; null when it can.</param>
/// <param name="NextStep">What the user can do; null when there is nothing to do.</param>
public sealed record StickVerdict(StickCondition Condition, string? Sentence, string? NextStep)
{
    public static StickVerdict Usable { get; } = new(StickCondition.Usable, null, null);

    /// <summary>Of one that could not be mounted.</summary>
    public static StickVerdict Damaged { get; } = new(
        StickCondition.Damaged, "The file system of this USB key is damaged.", "Have a computer check or format it, as exFAT, and insert it again; or use another USB key.");

    public bool IsUsable => Condition == StickCondition.Usable;

    /// <summary>Throws in the same words when it cannot be used.</summary>
    public void RequireUsable(Exception? cause = null)
    {
        if (!IsUsable)
        {
            throw new NvrException(KindOf(Condition), Sentence!, cause) { NextStep = NextStep };
        }
    }

    private static ErrorKind KindOf(StickCondition condition) => condition switch
    {
        StickCondition.HoldsFootage => ErrorKind.Refused,
        StickCondition.WriteProtected or StickCondition.Damaged => ErrorKind.Storage,
        _ => ErrorKind.Unsupported,
    };
}
