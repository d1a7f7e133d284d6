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

    /// <summary>From here on a cell is nearly white, and how bright it is cannot be told.</summary>
    private const float Glare = 240;

    /// <summary>By so many levels a cell that glares, or should, may differ.</summary>
    private const float GlareHides = 50;

    /// <summary>Share of what changed in the whole picture by which a single cell may differ from it.</summary>
    private const float LightHides = 0.08f;

    /// <summary>Share of the difference that a shift of the whole picture makes at an edge, by which it may be off: edges are not straight.</summary>
    private const float ShiftHides = 0.6f;

    private readonly float[] mean = new float[grid.Count];
    private readonly float[] squares = new float[grid.Count];
    private readonly float[] longSquares = new float[grid.Count];

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Begins anew with what is seen now.</summary>
    public void Reset(ReadOnlySpan<float> cells)
    {
        cells.CopyTo(mean);
        squares.AsSpan().Fill(FirstDeviation * FirstDeviation);
        longSquares.AsSpan().Clear();
        IsEmpty = false;
    }

    /// <summary>Root of the mean square, levels: of the last seconds, or of the last minutes where that is more.</summary>
    public float DeviationAt(int cell) => MathF.Sqrt(Math.Max(squares[cell], LongCounts * longSquares[cell]));

    /// <summary>Its mean, and how much brighter the background gets for each cell to the right and down.</summary>
    public (float Mean, float Right, float Down) SlopesAt(int cell)
    {
        int x = cell % grid.Width;
        int left = x > 0 ? cell - 1 : cell;
        int right = x < grid.Width - 1 ? cell + 1 : cell;
        int up = cell >= grid.Width ? cell - grid.Width : cell;
        int down = cell < mean.Length - grid.Width ? cell + grid.Width : cell;
        return (mean[cell], (mean[right] - mean[left]) / 2, (mean[down] - mean[up]) / 2);
    }

    /// <summary>What is left of each cell's difference to the background when that of the whole picture is taken away, and what cannot be told.</summary>
    public void Differences(ReadOnlySpan<float> cells, WholeChange change, Span<float> left)
    {
        float shift = ShiftHides * (Math.Abs(change.Right) + Math.Abs(change.Down));
        for (int i = 0; i < cells.Length; i++)
        {
            (float usual, float right, float down) = SlopesAt(i);
            float whole = change.At(usual, right, down);
            float expected = usual + whole;
            float hidden = (LightHides * Math.Abs(whole)) + (shift * (Math.Abs(right) + Math.Abs(down))) + (Math.Max(usual, expected) > Glare ? GlareHides : 0);
            float difference = cells[i] - expected;
            left[i] = Math.Sign(difference) * Math.Max(0, Math.Abs(difference) - hidden);
        }
    }

    /// <param name="cells">What is seen.</param>
    /// <param name="left">Of <see cref="Differences"/>.</param>
    /// <param name="moves">Where something moves.</param>
    /// <param name="seconds">Since the picture before.</param>
    /// <param name="isLearning">Nothing is known for sure yet: everything is learnt at once.</param>
    public void Learn(ReadOnlySpan<float> cells, ReadOnlySpan<float> left, ReadOnlySpan<bool> moves, float seconds, bool isLearning)
    {
        float quiet = ShareOf(seconds, isLearning ? Learning : Quiet);
        float moving = ShareOf(seconds, isLearning ? Learning : Moving);
        float habit = ShareOf(seconds, isLearning ? LearningHabit : Habit);
        float longHabit = ShareOf(seconds, LongHabit);
        for (int i = 0; i < cells.Length; i++)
        {
            float difference = Math.Min(Math.Abs(left[i]), MostDifference);
            mean[i] += (moves[i] ? moving : quiet) * (cells[i] - mean[i]);
            squares[i] += habit * ((difference * difference) - squares[i]);
            longSquares[i] += longHabit * ((difference * difference) - longSquares[i]);
        }
    }

    private static float ShareOf(float seconds, float constant) => 1 - MathF.Exp(-seconds / constant);
}
