namespace Nvr.Vision.Background;

/// <summary>
/// What changed in the whole picture at once: exposure (an offset and a gain) and a camera that shakes (a shift of less than a cell), as four numbers that explain most of the difference to the
/// background best. Least squares with the weights of Huber, so that what moves in the scene does not count much. Immutable.
/// </summary>
/// <param name="Offset">Levels of brightness.</param>
/// <param name="Gain">In addition to 1.</param>
/// <param name="Right">Cells by which what is seen moved to the left.</param>
/// <param name="Down">Cells by which what is seen moved upwards.</param>
internal readonly record struct WholeChange(float Offset, float Gain, float Right, float Down)
{
    private const int Terms = 4;
    private const int Rounds = 4;

    /// <summary>Every so many-th cell is asked: a prime, so that not always the same columns are.</summary>
    private const int Step = 5;

    /// <summary>Levels: differences beyond count by their sign alone, almost.</summary>
    private const float Huber = 2;

    /// <summary>Keeps the shift at nothing where the picture has no edges, and gain and offset apart where it has one brightness.</summary>
    private const float Stiffness = 1e-3f;

    /// <summary>Brightness around which the gain turns, so that it and the offset are not the same thing.</summary>
    private const float Middle = 128;

    /// <summary>What a cell's difference to the background would be by this alone.</summary>
    public float At(float mean, float slopeRight, float slopeDown) => Offset + (Gain * (mean - Middle)) + (Right * slopeRight) + (Down * slopeDown);

    public static WholeChange Of(BackgroundModel background, ReadOnlySpan<float> cells)
    {
        WholeChange change = default;
        Span<float> terms = stackalloc float[Terms];
        Span<double> matrix = stackalloc double[Terms * (Terms + 1)];
        for (int round = 0; round < Rounds; round++)
        {
            matrix.Clear();
            int counted = 0;
            for (int i = 0; i < cells.Length; i += Step, counted++)
            {
                (float mean, float right, float down) = background.SlopesAt(i);
                float difference = cells[i] - mean;
                float left = Math.Abs(difference - change.At(mean, right, down));
                float weight = left <= Huber ? 1 : Huber / left;
                (terms[0], terms[1], terms[2], terms[3]) = (1, mean - Middle, right, down);
                Add(matrix, terms, difference, weight / (1 + background.DeviationAt(i)));
            }
            change = Solve(matrix, counted);
        }
        return change;
    }

    private static void Add(Span<double> matrix, ReadOnlySpan<float> terms, float value, float weight)
    {
        for (int row = 0; row < Terms; row++)
        {
            float weighted = weight * terms[row];
            for (int column = 0; column < Terms; column++)
            {
                matrix[(row * (Terms + 1)) + column] += weighted * terms[column];
            }
            matrix[(row * (Terms + 1)) + Terms] += weighted * value;
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
