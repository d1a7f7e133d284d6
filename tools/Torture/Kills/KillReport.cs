using Torture.Box;

namespace Torture.Kills;

/// <summary>
/// The judgement over all kills: each loss, files that cannot be read, and what <c>nvrd check</c> said afterwards. The limits are those
/// that the recorder promises. Immutable.
/// </summary>
public sealed record KillReport(IReadOnlyList<KillVerdict> Kills, IReadOnlyList<string> UnreadableFiles, int Files, ProgramResult Check)
{
    public const double LostLimitSeconds = 2;
    public const double AgainLimitSeconds = 5;

    /// <summary>Sentences, one for each broken promise; none means that all were kept.</summary>
    public IReadOnlyList<string> Broken =>
    [
        .. Kills.Where(k => k.WorstLostSeconds > LostLimitSeconds).Select(k => $"Kill {k.Round.Number} cost {k.WorstLostSeconds:0.00} s."),
        .. Kills.Where(k => k.WorstAgainSeconds > AgainLimitSeconds)
            .Select(k => $"Before kill {k.Round.Number}, recording began only after {k.WorstAgainSeconds:0.00} s."),
        .. Kills.SelectMany(k => k.NeverAgain.Select(c => $"Before kill {k.Round.Number}, {c} was not recorded in {k.Round.Seconds:0.0} s.")),
        .. UnreadableFiles.Select(f => $"Unreadable: {f}"),
        .. Check.ExitCode == 0 ? Array.Empty<string>() : [$"nvrd check: {Check}"],
    ];
}
