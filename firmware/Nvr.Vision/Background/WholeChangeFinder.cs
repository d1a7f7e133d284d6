using System.Numerics;
using Nvr.Vision.Planes;

namespace Nvr.Vision.Background;

/// <summary>
/// Finds the four numbers that explain most of the difference between a picture and the background. Least squares with the weights of Huber, so that what moves in the scene does not count much. One thread; allocates nothing after it was made.
/// </summary>
internal sealed class WholeChangeFinder
{
    private const int Terms = 4;
    private const int Rounds = 4;

    /// <summary>Every so many-th cell is asked: a prime, so that not always the same columns are.</summary>
    private const int Step = 5;

    /// <summary>Levels: differences beyond count by their sign alone, almost.</summary>
    private const float Huber = 2;

    /// <summary>Keeps the shift at nothing where the picture has no edges, and gain and offset apart where it has one brightness.</summary>
    private const float Stiffness = 1e-3f;

    // Whole vectors: what is left over at the end weighs nothing.
    private readonly float[] mean;
    private readonly float[] right;
    private readonly float[] down;
    private readonly float[] difference;
    private readonly float[] weight;
    private readonly int asked;

    public WholeChangeFinder(CellGrid grid)
    {
        asked = (grid.Count + Step - 1) / Step;
        int room = (asked + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        (mean, right, down, difference, weight) = (new float[room], new float[room], new float[room], new float[room], new float[room]);
    }

    public WholeChange Find(BackgroundModel background, ReadOnlySpan<float> cells)
    {
        for (int i = 0, cell = 0; i < asked; i++, cell += Step)
        {
            mean[i] = background.Means[cell];
            right[i] = background.Rights[cell];
            down[i] = background.Downs[cell];
            difference[i] = cells[cell] - mean[i];
            weight[i] = 1 / (1 + background.DeviationAt(cell));
        }
        WholeChange change = default;
        Span<double> matrix = stackalloc double[Terms * (Terms + 1)];
        for (int round = 0; round < Rounds; round++)
        {
            Sum(change, matrix);
            change = Solve(matrix, asked);
        }
        return change;
    }

    private void Sum(WholeChange change, Span<double> matrix)
    {
        Span<Vector<float>> sums = stackalloc Vector<float>[Terms * (Terms + 1)];
        Span<Vector<float>> terms = stackalloc Vector<float>[Terms];
        sums.Clear();
        terms[0] = Vector<float>.One;
        for (int i = 0; i < mean.Length; i += Vector<float>.Count)
        {
            var usual = new Vector<float>(mean, i);
            (terms[1], terms[2], terms[3]) = (usual - new Vector<float>(WholeChange.Middle), new Vector<float>(right, i), new Vector<float>(down, i));
            var value = new Vector<float>(difference, i);
            Vector<float> left = Vector.Abs(value - change.At(usual, terms[2], terms[3]));
            Vector<float> counts = new Vector<float>(Huber) / Vector.Max(left, new Vector<float>(Huber)) * new Vector<float>(weight, i);
            for (int row = 0; row < Terms; row++)
            {
                Vector<float> weighted = counts * terms[row];
                for (int column = row; column < Terms; column++)
                {
                    sums[(row * (Terms + 1)) + column] += weighted * terms[column];
                }
                sums[(row * (Terms + 1)) + Terms] += weighted * value;
            }
        }
        for (int row = 0; row < Terms; row++)
        {
            for (int column = row; column <= Terms; column++)
            {
                double sum = Vector.Sum(sums[(row * (Terms + 1)) + column]);
                matrix[(row * (Terms + 1)) + column] = sum;
                if (column < Terms)
                {
                    matrix[(column * (Terms + 1)) + row] = sum;
                }
            }
        }
    }

    // Gauss and Jordan; the matrix is symmetric and, by the stiffness, not singular.
    private static WholeChange Solve(Span<double> matrix, int counted)
    {
        const int Width = Terms + 1;
        for (int row = 0; row < Terms; row++)
        {
            matrix[(row * Width) + row] += Stiffness * counted;
        }
        for (int pivot = 0; pivot < Terms; pivot++)
        {
            double whole = matrix[(pivot * Width) + pivot];
            for (int column = pivot; column < Width; column++)
            {
                matrix[(pivot * Width) + column] /= whole;
            }
            for (int row = 0; row < Terms; row++)
            {
                double factor = row == pivot ? 0 : matrix[(row * Width) + pivot];
                for (int column = pivot; factor != 0 && column < Width; column++)
                {
                    matrix[(row * Width) + column] -= factor * matrix[(pivot * Width) + column];
                }
            }
        }
        return new WholeChange((float)matrix[Terms], (float)matrix[Width + Terms], (float)matrix[(2 * Width) + Terms], (float)matrix[(3 * Width) + Terms]);
    }
}
