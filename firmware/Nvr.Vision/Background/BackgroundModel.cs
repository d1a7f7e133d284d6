using System.Numerics;
using Nvr.Vision.Planes;

namespace Nvr.Vision.Background;

/// <summary>
/// What each cell usually looks like: its mean, and by how much it usually differs from that. Learns quickly where nothing moves, slowly where something does: what has come to stay belongs to the
/// background after a minute, and leaves that wave all day are known to. One thread; allocates nothing after it was made.
/// </summary>
internal sealed class BackgroundModel(CellGrid grid)
{
    /// <summary>Seconds in which a change of a quiet cell is learnt to two thirds.</summary>
    private const float Quiet = 4;

    /// <summary>The same where something moves.</summary>
    private const float Moving = 45;

    /// <summary>Seconds in which it is learnt to two thirds by how much a cell usually differs: rain that hits it now and then counts too.</summary>
    private const float Habit = 12;

    /// <summary>The same while nothing is known yet.</summary>
    private const float Learning = 0.6f;

    /// <summary>Seconds in which the usual difference is learnt meanwhile: what shakes is at an end of its way now and then.</summary>
    private const float LearningHabit = 2;

    /// <summary>The same of gusts that come again and again; and how much their mean counts, which has the calm between them in it.</summary>
    private const float LongHabit = 100;
    private const float LongCounts = 2.5f;

    /// <summary>Levels of brightness: what differs more counts as this, so that who passes once is no habit.</summary>
    private const float MostDifference = 9;

    /// <summary>Levels of brightness: before anything is known.</summary>
    private const float FirstDeviation = 2;

    /// <summary>From here on a cell is nearly white, and how bright it is cannot be told: most cameras' white is 235.</summary>
    private const float Glare = 220;

    /// <summary>By so many levels a cell that glares, or should, may differ.</summary>
    private const float GlareHides = 50;

    /// <summary>Share of what changed in the whole picture by which a single cell may differ from it.</summary>
    private const float LightHides = 0.08f;

    /// <summary>Share of the difference that a shift of the whole picture makes at an edge, by which it may be off: edges are not straight.</summary>
    private const float ShiftHides = 0.6f;

    private readonly float[] mean = new float[grid.Count];
    private readonly float[] right = new float[grid.Count];
    private readonly float[] down = new float[grid.Count];
    private readonly float[] squares = new float[grid.Count];
    private readonly float[] longSquares = new float[grid.Count];

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Means of cells.</summary>
    public ReadOnlySpan<float> Means => mean;

    /// <summary>How much brighter the background gets for each cell to the right.</summary>
    public ReadOnlySpan<float> Rights => right;

    /// <summary>The same for each cell down.</summary>
    public ReadOnlySpan<float> Downs => down;

    /// <summary>Begins anew with what is seen now.</summary>
    public void Reset(ReadOnlySpan<float> cells)
    {
        cells.CopyTo(mean);
        squares.AsSpan().Fill(FirstDeviation * FirstDeviation);
        longSquares.AsSpan().Clear();
        IsEmpty = false;
        FindSlopes();
    }

    /// <summary>Root of the mean square, levels: of the last seconds, or of the last minutes where that is more.</summary>
    public float DeviationAt(int cell) => MathF.Sqrt(Math.Max(squares[cell], LongCounts * longSquares[cell]));

    /// <summary>The same of as many cells as a vector has, from one on.</summary>
    public Vector<float> DeviationsFrom(int cell) => Vector.SquareRoot(Vector.Max(new Vector<float>(squares, cell), LongCounts * new Vector<float>(longSquares, cell)));

    /// <summary>What is left of each cell's difference to the background when that of the whole picture is taken away, and what cannot be told.</summary>
    public void Differences(ReadOnlySpan<float> cells, WholeChange change, Span<float> left)
    {
        float shift = ShiftHides * (Math.Abs(change.Right) + Math.Abs(change.Down));
        int i = 0;
        for (; i <= cells.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var usual = new Vector<float>(mean, i);
            var toRight = new Vector<float>(right, i);
            var downwards = new Vector<float>(down, i);
            Vector<float> whole = change.At(usual, toRight, downwards);
            Vector<float> expected = usual + whole;
            Vector<float> glare = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Max(usual, expected), new Vector<float>(Glare)), new Vector<float>(GlareHides), Vector<float>.Zero);
            Vector<float> hidden = (LightHides * Vector.Abs(whole)) + (shift * (Vector.Abs(toRight) + Vector.Abs(downwards))) + glare;
            Vector<float> difference = new Vector<float>(cells[i..]) - expected;
            Vector<float> more = Vector.Max(Vector<float>.Zero, Vector.Abs(difference) - hidden);
            Vector.ConditionalSelect(Vector.LessThan(difference, Vector<float>.Zero), -more, more).CopyTo(left[i..]);
        }
        for (; i < cells.Length; i++)
        {
            float whole = change.At(mean[i], right[i], down[i]);
            float expected = mean[i] + whole;
            float hidden = (LightHides * Math.Abs(whole)) + (shift * (Math.Abs(right[i]) + Math.Abs(down[i]))) + (Math.Max(mean[i], expected) > Glare ? GlareHides : 0);
            float difference = cells[i] - expected;
            left[i] = Math.Sign(difference) * Math.Max(0, Math.Abs(difference) - hidden);
        }
    }

    /// <param name="cells">What is seen.</param>
    /// <param name="left">Of <see cref="Differences"/>.</param>
    /// <param name="strengths">More than 0 where something moves.</param>
    /// <param name="seconds">Since the picture before.</param>
    /// <param name="isLearning">Nothing is known for sure yet: everything is learnt at once.</param>
    public void Learn(ReadOnlySpan<float> cells, ReadOnlySpan<float> left, ReadOnlySpan<float> strengths, float seconds, bool isLearning)
    {
        float quiet = ShareOf(seconds, isLearning ? Learning : Quiet);
        float moving = ShareOf(seconds, isLearning ? Learning : Moving);
        float habit = ShareOf(seconds, isLearning ? LearningHabit : Habit);
        float longHabit = ShareOf(seconds, LongHabit);
        int i = 0;
        for (; i <= cells.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> difference = Vector.Min(Vector.Abs(new Vector<float>(left[i..])), new Vector<float>(MostDifference));
            Vector<float> square = difference * difference;
            Vector<float> share = Vector.ConditionalSelect(Vector.GreaterThan(new Vector<float>(strengths[i..]), Vector<float>.Zero), new Vector<float>(moving), new Vector<float>(quiet));
            var (usual, lately, longer) = (new Vector<float>(mean, i), new Vector<float>(squares, i), new Vector<float>(longSquares, i));
            (usual + (share * (new Vector<float>(cells[i..]) - usual))).CopyTo(mean, i);
            (lately + (habit * (square - lately))).CopyTo(squares, i);
            (longer + (longHabit * (square - longer))).CopyTo(longSquares, i);
        }
        for (; i < cells.Length; i++)
        {
            float difference = Math.Min(Math.Abs(left[i]), MostDifference);
            mean[i] += (strengths[i] > 0 ? moving : quiet) * (cells[i] - mean[i]);
            squares[i] += habit * ((difference * difference) - squares[i]);
            longSquares[i] += longHabit * ((difference * difference) - longSquares[i]);
        }
        FindSlopes();
    }

    private static float ShareOf(float seconds, float constant) => 1 - MathF.Exp(-seconds / constant);

    private void FindSlopes()
    {
        for (int y = 0; y < grid.Height; y++)
        {
            Span<float> above = mean.AsSpan(Math.Max(y - 1, 0) * grid.Width, grid.Width);
            Span<float> row = mean.AsSpan(y * grid.Width, grid.Width);
            Span<float> below = mean.AsSpan(Math.Min(y + 1, grid.Height - 1) * grid.Width, grid.Width);
            HalfDifferences(below, above, down.AsSpan(y * grid.Width, grid.Width));
            Span<float> slopes = right.AsSpan(y * grid.Width, grid.Width);
            slopes[0] = (row[Math.Min(1, grid.Width - 1)] - row[0]) / 2;
            if (grid.Width > 1)
            {
                HalfDifferences(row[2..], row[..^2], slopes[1..^1]);
                slopes[^1] = (row[^1] - row[^2]) / 2;
            }
        }
    }

    private static void HalfDifferences(ReadOnlySpan<float> more, ReadOnlySpan<float> less, Span<float> into)
    {
        int i = 0;
        for (; i <= into.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            ((new Vector<float>(more[i..]) - new Vector<float>(less[i..])) * 0.5f).CopyTo(into[i..]);
        }
        for (; i < into.Length; i++)
        {
            into[i] = (more[i] - less[i]) / 2;
        }
    }
}
