using Nvr.Core.Events;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// Who crosses a camera's tripwires. A thing has crossed when its foot was clear of the line on one side, went through it, and is clear of it on the other in two pictures in a row: what jitters on the line, or loses its
/// legs for a picture, has not. Who turns back and forth within a moment is told once; who was not seen for a while, or is suddenly elsewhere, is somebody else; and what crosses right after another that it touches
/// is a part of it. Pure but for its memory, which is bounded; not thread-safe.
/// </summary>
internal sealed class WireWatch(IReadOnlyList<WireLine> wires)
{
    /// <summary>Share of the picture by which a foot is clear of a line: somewhat more than two cells of the analysis, by which boxes jitter.</summary>
    internal const double Clear = 0.02;

    /// <summary>The process itself loses sight of things after this.</summary>
    internal const long GapUs = 1_500_000;

    /// <summary>Share of the picture that nothing passes from one picture to the next.</summary>
    internal const double Jump = 0.3;

    /// <summary>A thing that crosses again so soon is still at the same.</summary>
    internal const long MomentUs = 2_000_000;

    /// <summary>A thing may stand on a line for long; it crossed it at most so long before that is told.</summary>
    private const long CrossedWithinUs = 10_000_000;

    private const int EnoughClear = 2;

    /// <summary>Share of the picture that lies between parts of one thing: legs at night, a car whose windows look like the street behind it.</summary>
    private const double Apart = 0.05;

    /// <summary>Those of several pictures a second for <see cref="GapUs"/>.</summary>
    private const int MostPaths = 8 * MotionMessage.MaxThings;

    private readonly Dictionary<(int Id, long BegunUs), Path> paths = [];

    public List<MotionChange> Take(IReadOnlyList<SeenThing> things, long nowUs)
    {
        List<(Path Path, Crossing Crossing)> crossed = [];
        foreach (SeenThing thing in wires.Count > 0 ? things : [])
        {
            if (!paths.TryGetValue((thing.Id, thing.BegunUs), out Path? path))
            {
                if (paths.Count >= MostPaths)
                {
                    continue;
                }
                paths[(thing.Id, thing.BegunUs)] = path = new Path(wires);
            }
            crossed.AddRange(path.Take(thing, nowUs).Select(c => (path, c)));
        }
        List<MotionChange> told = [.. crossed.Where(c => IsNews(c.Path, c.Crossing, nowUs)).Select(c => c.Path.Tell(c.Crossing, nowUs))];
        foreach ((int, long) gone in paths.Where(p => !IsNear(p.Value.SeenUs, nowUs)).Select(p => p.Key).ToList())
        {
            paths.Remove(gone);
        }
        return told;
    }

    private bool IsNews(Path path, Crossing crossing, long nowUs)
    {
        bool isPart = paths.Values.Any(p => p != path && p.HasCrossed(crossing, nowUs) && p.Touches(path));
        path.Note(crossing, nowUs);
        return !isPart;
    }

    private static bool IsNear(long seenUs, long nowUs) => nowUs >= seenUs && nowUs - seenUs <= GapUs;

    /// <summary>Somebody went through a line.</summary>
    /// <param name="Wire">Which.</param>
    /// <param name="Sense">More than zero: from left to right.</param>
    /// <param name="Part">Of the line.</param>
    /// <param name="AtUs">When the foot did.</param>
    private readonly record struct Crossing(int Wire, int Sense, int Part, long AtUs);

    private sealed class Path(IReadOnlyList<WireLine> wires)
    {
        private readonly Pass[] passes = [.. wires.Select(w => new Pass(w))];
        private readonly Dictionary<(int Wire, int Sense), long> crossedUs = [];
        private PicturePoint foot;
        private SeenThing last;

        public long SeenUs { get; private set; } = long.MinValue / 2;

        public List<Crossing> Take(in SeenThing thing, long nowUs)
        {
            List<Crossing> crossed = [];
            PicturePoint now = new(thing.Left + (thing.Width / 2.0), thing.Top + (double)thing.Height);
            bool isStep = IsNear(SeenUs, nowUs) && Math.Abs(now.X - foot.X) <= Jump && Math.Abs(now.Y - foot.Y) <= Jump;
            for (int i = 0; i < passes.Length; i++)
            {
                if (!isStep)
                {
                    passes[i].Begin();
                }
                if (passes[i].Step(isStep ? foot : now, now, nowUs) is var (sense, part, atUs))
                {
                    crossed.Add(new Crossing(i, sense, part, atUs));
                }
            }
            (foot, last, SeenUs) = (now, thing, nowUs);
            return crossed;
        }

        public void Note(in Crossing crossing, long nowUs) => crossedUs[(crossing.Wire, crossing.Sense)] = nowUs;

        /// <summary>The same line the same way, a moment ago.</summary>
        public bool HasCrossed(in Crossing crossing, long nowUs) => crossedUs.TryGetValue((crossing.Wire, crossing.Sense), out long atUs) && nowUs - atUs <= MomentUs;

        public bool Touches(Path other) =>
            AreClose(last.Left, last.Width, other.last.Left, other.last.Width) && AreClose(last.Top, last.Height, other.last.Top, other.last.Height);

        public MotionChange Tell(in Crossing crossing, long nowUs)
        {
            WireLine line = wires[crossing.Wire];
            return new MotionChange(MotionStep.Happens, line.Name, Math.Max(crossing.AtUs, nowUs - CrossedWithinUs), MotionJudge.BoxOf(last), last.Strength)
            {
                Kind = CameraEventKind.LineCrossing, Direction = line.Towards(crossing.Part, crossing.Sense), Way = WireLine.Way(crossing.Sense),
            };
        }

        private static bool AreClose(float from, float length, float otherFrom, float otherLength) => from <= otherFrom + otherLength + Apart && otherFrom <= from + length + Apart;
    }

    /// <summary>Where one thing stands with one line.</summary>
    private sealed class Pass(WireLine line)
    {
        private bool wasClear;
        private int sense;
        private int part;
        private int clear;
        private long crossesUs;
        private long crossedUs = long.MinValue / 2;

        public void Begin() => (wasClear, sense, clear) = (false, 0, 0);

        /// <summary>What is to be told, if anything.</summary>
        public (int Sense, int Part, long AtUs)? Step(PicturePoint from, PicturePoint to, long nowUs)
        {
            int crossings = line.Crossings(from, to, ref part);
            (sense, crossesUs) = crossings == 0 ? (sense, crossesUs) : (sense + crossings, nowUs);
            if (line.DistanceTo(to) < Clear)
            {
                clear = 0;
                return null;
            }
            if (!wasClear || sense == 0)
            {
                (wasClear, sense, clear) = (true, 0, 0);
                return null;
            }
            return ++clear >= EnoughClear ? Crossed(nowUs) : null;
        }

        private (int Sense, int Part, long AtUs)? Crossed(long nowUs)
        {
            bool isTold = line.Counts(sense) && nowUs - crossedUs > MomentUs;
            (int, int, long) crossing = (Math.Sign(sense), part, crossesUs);
            (sense, clear, crossedUs) = (0, 0, nowUs);
            return isTold ? crossing : null;
        }
    }
}
