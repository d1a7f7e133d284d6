namespace Bench.Report;

/// <summary>One line of the table: what was measured, against what, and their ratio; the goal is a bound on ratio or figure.</summary>
internal sealed record Row(string What, string Figure, string Against, double? Ratio, string Goal, bool? Held)
{
    /// <summary>A figure that stands beside the others for comparison, without a goal.</summary>
    public static Row Compared(string what, string figure, string against, double ratio) => new(what, figure, against, ratio, "", null);

    /// <summary>A figure whose goal is an upper bound in the same unit.</summary>
    public static Row Bounded(string what, double figure, double goal, string unit) =>
        new(what, Figures.With(figure, unit), $"goal {Figures.With(goal, unit)}", figure / goal, $"≤ {Figures.With(goal, unit)}", figure <= goal);
}
