using System.Numerics;
using Nvr.Vision.Planes;

namespace Nvr.Vision.Background;

/// <summary>Tells for each picture which cells show something that is not the background. One thread; allocates nothing after it was made.</summary>
internal sealed class MovingCells(CellGrid grid)
{
    /// <summary>So many times its usual difference is unusual for a cell.</summary>
    private const float Unusual = 3.5f;

    /// <summary>Levels of brightness below which a difference is never looked at: an encoder's doing.</summary>
    private const float LeastDifference = 2.2f;

    /// <summary>More than this share of all cells at once is light, or another view, and nothing that moves.</summary>
    private const float TooMany = 0.35f;

    /// <summary>Levels by which the whole picture gets brighter or darker from one picture to the next when somebody switches a lamp; clouds take seconds for as much.</summary>
    private const float Switched = 20;

    /// <summary>For so long everything is learnt after such a change, and at the start.</summary>
    private const float LearningSeconds = 3;
    private const float FirstLearningSeconds = 5;

    /// <summary>Levels of brightness by which a cell differs from the pictures before and after when a drop of rain falls through it.</summary>
    private const float Flickers = 5;

    /// <summary>It rains when more than this share of all cells flickers, in the mean of so many seconds.</summary>
    private const float PassingShare = 0.004f;
    private const float PassingSeconds = 4;

    private readonly BackgroundModel background = new(grid);
    private readonly WholeChangeFinder changes = new(grid);
    private readonly PassingFilter filter = new(grid.Count);
    private readonly float[] left = new float[grid.Count];
    private readonly float[] strengths = new float[grid.Count];
    private WholeChange lastChange;
    private float learningSeconds;
    private float passing;

    /// <summary>Nothing that is seen counts yet.</summary>
    public bool IsLearning { get; private set; } = true;

    /// <summary>By how many times its threshold each cell differs; 0 where it does not. Valid until the next picture.</summary>
    public ReadOnlySpan<float> Strengths => strengths;

    /// <param name="cells">Means of cells.</param>
    /// <param name="seconds">Since the picture before.</param>
    public void See(ReadOnlySpan<float> cells, float seconds)
    {
        if (background.IsEmpty)
        {
            background.Reset(cells);
            learningSeconds = FirstLearningSeconds;
            return;
        }
        WholeChange change = changes.Find(background, cells);
        background.Differences(cells, change, left);
        int flickering = filter.Filter(left, passing > PassingShare * grid.Count, Flickers);
        passing += (flickering - passing) * Math.Min(1, seconds / PassingSeconds);
        // What was white already, or dark, does not follow a lamp as all else does.
        bool isOther = Judge() > TooMany * grid.Count || change.From(lastChange) > Switched;
        lastChange = change;
        learningSeconds = isOther ? LearningSeconds : Math.Max(0, learningSeconds - seconds);
        IsLearning = learningSeconds > 0;
        background.Learn(cells, left, strengths, seconds, IsLearning);
    }

    /// <summary>How many cells move.</summary>
    private int Judge()
    {
        int moving = 0;
        Vector<int> counted = Vector<int>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> strength = Vector.Abs(new Vector<float>(left, i)) / Vector.Max(new Vector<float>(LeastDifference), Unusual * background.DeviationsFrom(i));
            Vector<int> moves = Vector.GreaterThan(strength, Vector<float>.One);
            Vector.ConditionalSelect(moves, strength, Vector<float>.Zero).CopyTo(strengths, i);
            // What is true is -1.
            counted -= moves;
        }
        for (; i < left.Length; i++)
        {
            float strength = Math.Abs(left[i]) / Math.Max(LeastDifference, Unusual * background.DeviationAt(i));
            strengths[i] = strength > 1 ? strength : 0;
            moving += strength > 1 ? 1 : 0;
        }
        moving += Vector.Sum(counted);
        return moving;
    }
}
