using System.Globalization;

namespace Nvr.Adoption.Diagnosing;

/// <summary>
/// Whether the network carries what a camera sends. Over UDP a network that is too slow loses packets; over TCP nothing is lost, but pictures
/// come late and in bunches, and the camera leaves some out. Pure.
/// </summary>
internal static class NetworkJudge
{
    // One lost packet in a hundred spoils a picture every second or two at 4 Mbit/s.
    private const double MostLoss = 0.01;

    // Well above what a healthy network shows with the recorder itself looking only ten times a second.
    private static readonly TimeSpan MostJitter = TimeSpan.FromMilliseconds(400);

    // Cameras lower their rate by themselves in the dark, by half at most as a rule: less than that is missing on the way.
    private const double LeastOfExpectedRate = 0.4;

    /// <summary>What is wrong, in words, with the figure; null when nothing is.</summary>
    public static string? Complaint(NetworkMeasure measure)
    {
        if (measure.LossFraction >= MostLoss)
        {
            return Text($"{measure.LossFraction * 100:0.#} % of what it sends is lost on the way");
        }
        if (measure.Jitter >= MostJitter)
        {
            return Text($"its pictures come unevenly, up to {measure.Jitter.TotalMilliseconds:0} ms late");
        }
        return measure.ExpectedFramesPerSecond is { } expected && IsShort(measure.FramesPerSecond, expected)
            ? Text($"only {measure.FramesPerSecond:0.#} of {expected:0.#} pictures a second arrive")
            : null;
    }

    /// <summary>Whether so few pictures arrive that a part of what the camera is set to is missing.</summary>
    public static bool IsShort(double framesPerSecond, double expected) => expected > 0 && framesPerSecond < expected * LeastOfExpectedRate;

    /// <summary>The figures, to be shown one tap below.</summary>
    public static string? Figures(NetworkMeasure? measure) => measure is null
        ? null
        : Text($"Loss {measure.LossFraction * 100:0.##} %, jitter {measure.Jitter.TotalMilliseconds:0} ms, ")
            + Text($"{measure.BitsPerSecond / 1e6:0.0} Mbit/s, {measure.FramesPerSecond:0.#} pictures a second")
            + (measure.ExpectedFramesPerSecond is { } expected ? Text($" of {expected:0.#}") : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
