using System.Diagnostics;
using Nvr.Vision;

namespace Scenes;

/// <summary>How a watcher did on a scene. Immutable.</summary>
/// <param name="Visible">Who came and could be seen for at least a second.</param>
/// <param name="Delays">Seconds from when each of them that was found was half in the picture until it was, ascending.</param>
/// <param name="False">Things that were nobody, when they were first told.</param>
/// <param name="CostSeconds">What the watcher took for a picture, in the mean.</param>
public sealed record Judgement(int Visible, IReadOnlyList<double> Delays, IReadOnlyList<FalseThing> False, double CostSeconds)
{
    private const double LeastVisibleSeconds = 1;

    public int Found => Delays.Count;

    public double MedianDelay => Delays.Count > 0 ? Delays[Delays.Count / 2] : 0;

    public double WorstDelay => Delays.Count > 0 ? Delays[^1] : 0;

    /// <summary>Shows a watcher a scene as it was rendered, so many pictures a second.</summary>
    public static Judgement Of(SceneOptions options, double rate) => Of(options, new Scene(options).Pictures(rate));

    /// <summary>Shows a watcher pictures of a scene.</summary>
    public static Judgement Of(SceneOptions options, IEnumerable<(double Seconds, byte[] Luma)> pictures)
    {
        var scene = new Scene(options);
        var watcher = new MotionWatcher(options.Width, options.Height);
        var witness = new Witness();
        TimeSpan spent = TimeSpan.Zero;
        int shown = 0;
        foreach ((double now, byte[] luma) in pictures)
        {
            long begun = Stopwatch.GetTimestamp();
            IReadOnlyList<MovingThing> things = watcher.See(luma, options.Width, now);
            spent += Stopwatch.GetElapsedTime(begun);
            witness.Compare(now, [.. scene.TruthAt(now)], things);
            shown++;
        }
        int[] visible = [.. witness.Seen.Where(s => s.Value.Last - s.Value.First >= LeastVisibleSeconds).Select(s => s.Key)];
        return new Judgement(
            visible.Length,
            [.. visible.Where(witness.FoundAt.ContainsKey).Select(a => witness.FoundAt[a] - witness.Seen[a].First).Order()],
            [.. witness.Wrong.Where(w => !witness.Right.Contains(w.Key)).Select(w => w.Value)],
            spent.TotalSeconds / Math.Max(1, shown));
    }

    /// <summary>Remembers who was there and who was found.</summary>
    private sealed class Witness
    {
        public Dictionary<int, (double First, double Last)> Seen { get; } = [];

        public Dictionary<int, double> FoundAt { get; } = [];

        public HashSet<int> Right { get; } = [];

        public Dictionary<int, FalseThing> Wrong { get; } = [];

        public void Compare(double now, Truth[] truth, IReadOnlyList<MovingThing> things)
        {
            foreach (Truth one in truth)
            {
                Seen[one.Actor] = (Seen.TryGetValue(one.Actor, out (double First, double Last) seen) ? seen.First : now, now);
            }
            foreach (MovingThing thing in things)
            {
                Truth[] touched = [.. truth.Where(t => t.Touches(thing.Left, thing.Top, thing.Left + thing.Width, thing.Top + thing.Height))];
                foreach (Truth one in touched)
                {
                    FoundAt.TryAdd(one.Actor, now);
                    Right.Add(thing.Id);
                }
                if (touched.Length == 0)
                {
                    Wrong.TryAdd(thing.Id, new FalseThing(now, thing));
                }
            }
        }
    }
}
