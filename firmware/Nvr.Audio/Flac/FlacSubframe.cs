using System.Numerics;

namespace Nvr.Audio.Flac;

/// <summary>
/// Codes one channel of a block: constant, a fixed predictor of order 0 to 4 with Rice-coded residual, or verbatim where that is not
/// longer (RFC 9639 section 9.2). Low bits that are zero in the whole block, as G.711 leaves them, are not coded.
/// </summary>
internal sealed class FlacSubframe(int blockSize)
{
    private const int MaxOrder = 4;

    private readonly int[] _samples = new int[blockSize];
    private readonly int[] _residual = new int[blockSize];
    private readonly RicePartitions _partitions = new();

    public void Write(ref BitWriter writer, ReadOnlySpan<short> interleaved, int channel, int channels)
    {
        var all = 0;
        for (var i = 0; i < blockSize; i++)
        {
            _samples[i] = interleaved[(i * channels) + channel];
            all |= _samples[i];
        }

        if (_samples.AsSpan().IndexOfAnyExcept(_samples[0]) < 0)
        {
            writer.Write(0, 8);
            writer.Write((uint)_samples[0], FlacStreamInfo.BitsPerSample);
            return;
        }

        WriteVarying(ref writer, BitOperations.TrailingZeroCount(all));
    }

    private void WriteVarying(ref BitWriter writer, int wasted)
    {
        foreach (ref var sample in _samples.AsSpan())
        {
            sample >>= wasted;
        }

        var bits = FlacStreamInfo.BitsPerSample - wasted;
        var order = ChooseOrder();
        Predict(order);
        var isPredicted = _partitions.Choose(_residual, order) + (order * bits) < (long)blockSize * bits;
        WriteHeader(ref writer, isPredicted ? 8 + order : 1, wasted);
        foreach (var sample in _samples.AsSpan(0, isPredicted ? order : blockSize))
        {
            writer.Write((uint)sample, bits);
        }

        if (isPredicted)
        {
            WriteResidual(ref writer, order);
        }
    }

    // The order whose differences are smallest in sum; one pass over the block.
    private int ChooseOrder()
    {
        Span<long> sums = stackalloc long[MaxOrder + 1];
        var (last0, last1, last2, last3) = (_samples[0], 0, 0, 0);
        for (var i = 1; i < blockSize; i++)
        {
            var d0 = _samples[i];
            var d1 = d0 - last0;
            var d2 = d1 - last1;
            var d3 = d2 - last2;
            var d4 = d3 - last3;
            if (i >= MaxOrder)
            {
                sums[0] += Math.Abs(d0);
                sums[1] += Math.Abs(d1);
                sums[2] += Math.Abs(d2);
                sums[3] += Math.Abs(d3);
                sums[4] += Math.Abs(d4);
            }

            (last0, last1, last2, last3) = (d0, d1, d2, d3);
        }

        var best = 0;
        for (var order = 1; order <= MaxOrder; order++)
        {
            best = sums[order] < sums[best] ? order : best;
        }

        return best;
    }

    private void Predict(int order)
    {
        _samples.CopyTo(_residual, 0);
        for (var pass = 0; pass < order; pass++)
        {
            for (var i = blockSize - 1; i > pass; i--)
            {
                _residual[i] -= _residual[i - 1];
            }
        }
    }

    private static void WriteHeader(ref BitWriter writer, int type, int wasted)
    {
        writer.Write((uint)(type << 1) | (wasted > 0 ? 1u : 0u), 8);
        if (wasted > 0)
        {
            writer.Write(1, wasted);
        }
    }

    private void WriteResidual(ref BitWriter writer, int order)
    {
        writer.Write((uint)_partitions.Order, 6);
        var size = blockSize >> _partitions.Order;
        var parameters = _partitions.Parameters;
        for (var part = 0; part < parameters.Length; part++)
        {
            var parameter = parameters[part];
            writer.Write(parameter, 4);
            foreach (var value in _residual.AsSpan((part == 0 ? order : part * size)..((part + 1) * size)))
            {
                var folded = RicePartitions.Fold(value);
                writer.WriteZeros(folded >> parameter);
                writer.Write((1u << parameter) | (folded & ((1u << parameter) - 1)), parameter + 1);
            }
        }
    }
}
