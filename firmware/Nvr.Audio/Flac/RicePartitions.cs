using System.Numerics;

namespace Nvr.Audio.Flac;

/// <summary>Chooses how a residual is cut into partitions and which Rice parameter each gets (RFC 9639 section 9.2.7).</summary>
internal sealed class RicePartitions
{
    private const int MaxOrder = 6;
    private const int MaxParameter = 14;

    private readonly long[] _sums = new long[1 << MaxOrder];
    private readonly byte[] _candidate = new byte[1 << MaxOrder];
    private readonly byte[] _parameters = new byte[1 << MaxOrder];

    public int Order { get; private set; }

    public ReadOnlySpan<byte> Parameters => _parameters.AsSpan(0, 1 << Order);

    /// <summary>An upper bound of the bits that the residual will take. The block's size is a power of two of at least 512.</summary>
    public long Choose(ReadOnlySpan<int> residual, int warmUp)
    {
        Sum(residual, warmUp);
        var best = long.MaxValue;
        for (var order = MaxOrder; order >= 0; order--)
        {
            var bits = Estimate(order, residual.Length, warmUp);
            if (bits < best)
            {
                best = bits;
                Order = order;
                _candidate.CopyTo(_parameters, 0);
            }

            Halve(order);
        }

        return best + 6;
    }

    public static uint Fold(int value) => (uint)((value << 1) ^ (value >> 31));

    private void Sum(ReadOnlySpan<int> residual, int warmUp)
    {
        var size = residual.Length >> MaxOrder;
        for (var part = 0; part < _sums.Length; part++)
        {
            long sum = 0;
            foreach (var value in residual[(part == 0 ? warmUp : part * size)..((part + 1) * size)])
            {
                sum += Fold(value);
            }

            _sums[part] = sum;
        }
    }

    private long Estimate(int order, int blockSize, int warmUp)
    {
        long bits = 0;
        for (var part = 0; part < 1 << order; part++)
        {
            var count = (blockSize >> order) - (part == 0 ? warmUp : 0);
            var mean = (ulong)(_sums[part] / count);
            var parameter = mean == 0 ? 0 : Math.Min(MaxParameter, BitOperations.Log2(mean));
            _candidate[part] = (byte)parameter;
            bits += 4 + ((long)count * (parameter + 1)) + (_sums[part] >> parameter);
        }

        return bits;
    }

    private void Halve(int order)
    {
        for (var part = 0; part < (1 << order) / 2; part++)
        {
            _sums[part] = _sums[2 * part] + _sums[(2 * part) + 1];
        }
    }
}
