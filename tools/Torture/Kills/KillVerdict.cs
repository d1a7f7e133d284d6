namespace Torture.Kills;

/// <summary>One kill judged. Immutable.</summary>
public sealed record KillVerdict(KillRound Round, IReadOnlyList<CameraLoss> Cameras)
{
    public double WorstLostSeconds => Cameras.Max(c => c.LostSeconds);

    public double? WorstAgainSeconds => Cameras.Max(c => c.AgainAfterSeconds);

    /// <summary>Cameras of which nothing was recorded although nvrd lived long enough.</summary>
    public IEnumerable<string> NeverAgain =>
        Cameras.Where(c => c.AgainAfterSeconds is null && Round.Seconds > KillReport.AgainLimitSeconds).Select(c => c.Camera);
}
