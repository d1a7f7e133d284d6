using Scenes;

namespace Bench.Motion;

/// <summary>
/// How somebody who looked at a scene did. Time alone is compared, since motion tells no places when an event begins: somebody is found when an event was told while they were there, and an event is false when
/// nobody was. Immutable.
/// </summary>
/// <param name="Present">How many came, and could be seen for at least a second.</param>
/// <param name="Found">How many of them were told of.</param>
/// <param name="Told">How many events there were.</param>
/// <param name="False">How many of them told of nobody.</param>
/// <param name="FalseSeconds">For how long something was told while nobody was there: one event that never ends finds everybody, too.</param>
/// <param name="Seconds">How long was looked.</param>
/// <param name="Delays">Seconds from when somebody was half in the picture until an event was told, where none went on already.</param>
internal sealed record MotionScore(int Present, int Found, int Told, int False, double FalseSeconds, double Seconds, IReadOnlyList<double> Delays)
{
    private const double LeastSeconds = 1;
    private const double Step = 0.1;

    /// <summary>An event may be told that much after somebody has gone: what was seen is decoded and believed a little later.</summary>
    private const double Margin = 1;

    /// <param name="scene">Shown again and again.</param>
    /// <param name="told">From when an event was told until what it told of was over.</param>
    /// <param name="window">What counts: the scene is learnt before.</param>
    public static MotionScore Of(SceneOptions scene, IReadOnlyList<Stretch> told, Stretch window)
    {
        Stretch[] present = [.. PresentIn(scene, window)];
        Stretch[] counted = [.. told.Where(t => t.From >= window.From && t.From <= window.To)];
        Stretch[] found = [.. present.Where(p => told.Any(t => t.To >= p.From && t.From <= p.To + Margin))];
        double[] delays = [.. found.Where(p => !told.Any(t => t.From < p.From && t.To >= p.From)).Select(p => told.Where(t => t.From >= p.From).Min(t => t.From) - p.From)];
        Stretch[] all = [.. PresentIn(scene, new Stretch(0, window.To + scene.Seconds))];
        double falseSeconds = 0;
        for (double at = window.From; at < window.To; at += Step)
        {
            var moment = new Stretch(at, at);
            falseSeconds += told.Any(t => t.Touches(moment, 0)) && !all.Any(p => p.Touches(moment, Margin)) ? Step : 0;
        }
        return new MotionScore(present.Length, found.Length, counted.Length, counted.Count(t => !all.Any(p => t.Touches(p, Margin))), falseSeconds, window.To - window.From, delays);
    }

    /// <summary>When each person and car is at least half in the picture, round after round.</summary>
    private static IEnumerable<Stretch> PresentIn(SceneOptions options, Stretch window)
    {
        var scene = new Scene(options);
        for (double round = 0; round < window.To; round += options.Seconds)
        {
            var seen = new Dictionary<int, Stretch>();
            for (double at = 0; at < options.Seconds; at += Step)
            {
                foreach (Truth truth in scene.TruthAt(at))
                {
                    seen[truth.Actor] = new Stretch(seen.TryGetValue(truth.Actor, out Stretch before) ? before.From : round + at, round + at);
                }
            }
            foreach (Stretch stretch in seen.Values.Where(s => s.To - s.From >= LeastSeconds && s.From >= window.From && s.To <= window.To))
            {
                yield return stretch;
            }
        }
    }
}
